from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from guides.api.urls import ADDRESSES as API_ADDRESSES
from guides.api.urls import feeds
from guides.api.urls import pages as api_pages
from guides.views import (
    counting,
    embed,
    errors,
    health,
    home,
    machines,
    municipality,
    pictures,
    places,
    previewing,
    short,
    sitemap,
)
from guides.views.urls import addresses

_CODES = [code for code, _name in settings.LANGUAGES]
# Below each language; those of the API first, since the last of the others takes any word.
_PAGES = {code: [*api_pages(code), *addresses(code)] for code in _CODES}

urlpatterns = [
    path("", home.root, name="root"),
    *(path(f"{code}/", include(([*feeds(code), *_PAGES[code]], code))) for code in _CODES),
    path("preview/<str:token>/", previewing.preview_home, name="preview"),
    path("preview/<str:token>/pictures/<str:name>", pictures.preview_picture),
    *(
        path(f"preview/<str:token>/{code}/", include((_PAGES[code], code), namespace=f"preview-{code}"))
        for code in _CODES
    ),
    path(f"embed/{embed.SCRIPT}", embed.script, name="embed-script"),
    *(path(f"embed/{code}/", include(embed.addresses(code))) for code in _CODES),
    # Printed on paper and drawn in QR codes: they stay as they are. Phones begin what is typed with a capital.
    re_path(r"^[sS]/(?P<key>.+)$", short.short, name="short"),
    re_path(r"^[pP]/(?P<number>.+)$", short.short_point),
    re_path(r"^[gG]/(?P<teryt>.+)$", municipality.short, name="short-municipality"),
    path("api/v1/places", places.suggestions, name="places"),
    *API_ADDRESSES,
    path("pictures/<str:name>", pictures.picture),
    path("count/<str:language>/<str:kind>/<slug:key>.gif", counting.picture),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("robots.txt", machines.robots),
    path(".well-known/security.txt", machines.security),
    path("share/<str:language>/<slug:key>-<slug:mark>.png", machines.share_picture, name="share-picture"),
    path("sitemap.xml", sitemap.sitemap),
    path("admin/", include("guides.admin.account_urls")),
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.server_error
