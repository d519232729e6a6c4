"""The addresses of the site with the gallery below /gallery/: a ROOT_URLCONF for developers."""

from django.conf import settings
from django.urls import path

from config import urls
from gallery import views

urlpatterns = [
    path("gallery/", views.root),
    *(path(f"gallery/{code}/", views.gallery, {"language": code}) for code, _name in settings.LANGUAGES),
    *urls.urlpatterns,
]
handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500
