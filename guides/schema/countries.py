"""Names of the countries in which Poland has consulates, in the reader's language."""

from django.utils.translation import gettext, gettext_noop

# By ISO 3166. Others are shown by their two letters until they are added here.
_NAMES = {
    "AE": gettext_noop("United Arab Emirates"),
    "AL": gettext_noop("Albania"),
    "AM": gettext_noop("Armenia"),
    "AR": gettext_noop("Argentina"),
    "AT": gettext_noop("Austria"),
    "AU": gettext_noop("Australia"),
    "BE": gettext_noop("Belgium"),
    "BG": gettext_noop("Bulgaria"),
    "BR": gettext_noop("Brazil"),
    "BY": gettext_noop("Belarus"),
    "CA": gettext_noop("Canada"),
    "CH": gettext_noop("Switzerland"),
    "CN": gettext_noop("China"),
    "CY": gettext_noop("Cyprus"),
    "CZ": gettext_noop("Czechia"),
    "DE": gettext_noop("Germany"),
    "DK": gettext_noop("Denmark"),
    "EE": gettext_noop("Estonia"),
    "EG": gettext_noop("Egypt"),
    "ES": gettext_noop("Spain"),
    "FI": gettext_noop("Finland"),
    "FR": gettext_noop("France"),
    "GB": gettext_noop("United Kingdom"),
    "GE": gettext_noop("Georgia"),
    "GR": gettext_noop("Greece"),
    "HR": gettext_noop("Croatia"),
    "HU": gettext_noop("Hungary"),
    "IE": gettext_noop("Ireland"),
    "IL": gettext_noop("Israel"),
    "IN": gettext_noop("India"),
    "IS": gettext_noop("Iceland"),
    "IT": gettext_noop("Italy"),
    "JP": gettext_noop("Japan"),
    "KR": gettext_noop("South Korea"),
    "KZ": gettext_noop("Kazakhstan"),
    "LT": gettext_noop("Lithuania"),
    "LU": gettext_noop("Luxembourg"),
    "LV": gettext_noop("Latvia"),
    "MD": gettext_noop("Moldova"),
    "ME": gettext_noop("Montenegro"),
    "MK": gettext_noop("North Macedonia"),
    "MT": gettext_noop("Malta"),
    "MX": gettext_noop("Mexico"),
    "NL": gettext_noop("Netherlands"),
    "NO": gettext_noop("Norway"),
    "PT": gettext_noop("Portugal"),
    "RO": gettext_noop("Romania"),
    "RS": gettext_noop("Serbia"),
    "SE": gettext_noop("Sweden"),
    "SI": gettext_noop("Slovenia"),
    "SK": gettext_noop("Slovakia"),
    "TH": gettext_noop("Thailand"),
    "TR": gettext_noop("Turkey"),
    "UA": gettext_noop("Ukraine"),
    "US": gettext_noop("United States"),
    "VN": gettext_noop("Vietnam"),
    "ZA": gettext_noop("South Africa"),
}

COUNTRIES = tuple(_NAMES)


def country_name(code: str) -> str:
    """The name of the country with this code, ISO 3166."""
    return gettext(_NAMES[code]) if code in _NAMES else code
