"""Pages that may ask where the visitor is, on a click: the only ones whose header allows it."""

from django.conf import settings
from django_permissions_policy.decorators import permissions_policy_override

asks_location = permissions_policy_override({**settings.PERMISSIONS_POLICY, "geolocation": ["self"]})
