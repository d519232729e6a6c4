"""Choices. A leaf: imports nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Fields that are chosen anew in each language: not translations, so never missing or outdated.
OWN_IN_EACH_LANGUAGE = ("slug", "search_words", "picture")


class Where(TextChoices):
    """Where a guide takes place."""

    ONLINE = "online", _("online")
    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by phone")


class ThingKind(TextChoices):
    DOCUMENT = "document", _("document")
    DEVICE = "device", _("device or app")
    CODE = "code", _("code, number or password")
    ADDRESS = "address", _("address or mailbox")


class Icon(TextChoices):
    """Icons that a login method can carry; each is a file in templates/icons/."""

    PERSON = "person", _("person")
    CARD = "card", _("card")
    PHONE = "phone", _("phone")
    HEART = "heart", _("heart")
    BANK = "bank", _("bank")


class PageKey(TextChoices):
    """Pages whose text editors write, but whose place in the site is fixed."""

    HOME = "home", _("Home")
    FRAUD = "fraud", _("Recognise a scam")
    ABOUT = "about", _("About this site")
    ACCESSIBILITY = "accessibility", _("Accessibility statement")
    PRIVACY = "privacy", _("Privacy")


class GuideRole(TextChoices):
    """What a page needs a particular guide for, whatever its key is. One guide at most has each."""

    OUTAGE = "outage", _("what to do while a service is down")
    ASKING = "asking", _("asking the helpdesk")
    CONFIRMING = "confirming", _("confirming at an office")
    CONFIRMING_EU = "confirming_eu", _("confirming at an office, citizens of the EU")
    CONFIRMING_FOREIGN = "confirming_foreign", _("confirming at an office, other foreigners")
    ABROAD = "abroad", _("for people abroad")
    PROXY = "proxy", _("for an adult who has given authority")
    CHILD = "child", _("for a child")
    GUARDIAN = "guardian", _("for the guardian of an adult")
    OFFLINE = "offline", _("without a phone and the internet")
    THEFT = "theft", _("what to do at once when the phone is gone")
    FRAUD = "fraud", _("what to do at once when somebody knows a code or password")


# Guides for those who are in a hurry, in the order of display: whom to call stands first in them.
EMERGENCIES = (GuideRole.THEFT, GuideRole.FRAUD, GuideRole.OUTAGE)
# Those of them in which somebody may be doing harm.
ALARMS = (GuideRole.THEFT, GuideRole.FRAUD)

# Guides for those who can't do it themselves, in the order of display.
FOR_OTHERS = (GuideRole.PROXY, GuideRole.CHILD, GuideRole.GUARDIAN, GuideRole.OFFLINE)


class HelpdeskRole(TextChoices):
    """What pages need a particular helpdesk for. One helpdesk at most has each."""

    MAIN = "main", _("the main helpline")


class ReleaseKind(TextChoices):
    CONTENT = "content", _("guides and questions")
    POINTS = "points", _("confirmation points")
    PLACES = "places", _("towns and postcodes")


# The kinds of release that are compiled from the working copy.
EDITED_KINDS = (ReleaseKind.CONTENT, ReleaseKind.POINTS)


class Standing(TextChoices):
    """How a row of the working copy stands to what visitors read."""

    SKETCH = "sketch", _("sketch, kept back")
    NEW = "new", _("new, not published")
    CHANGED = "changed", _("changed, not published")
    LIVE = "live", pgettext_lazy("standing", "live")


class PlaceSource(TextChoices):
    """Where places come from, each with its own licence."""

    GEONAMES = "geonames", "GeoNames"
    TERC = "terc", "TERC (GUS)"
    PACKAGE = "package", "countries-states-cities-database"


class NoticeKind(TextChoices):
    """What a notice tells."""

    OUTAGE = "outage", _("outage")
    WORKS = "works", _("planned work")
    CHANGE = "change", _("change")
    FRAUD = "fraud", _("fraud alert")


# While such a notice is on, its way of logging in does not work.
STOPPING = frozenset({NoticeKind.OUTAGE, NoticeKind.WORKS})


class NoticeState(TextChoices):
    COMING = "coming", pgettext_lazy("notice", "coming")
    ON = "on", pgettext_lazy("notice", "on now")
    OVER = "over", pgettext_lazy("notice", "over")


class TranslationState(TextChoices):
    MISSING = "missing", pgettext_lazy("translation", "missing")
    OUTDATED = "outdated", pgettext_lazy("translation", "outdated")
    CURRENT = "current", pgettext_lazy("translation", "current")


class PointKind(TextChoices):
    TAX_OFFICE = "tax_office", _("tax office")
    ZUS = "zus", _("ZUS (social insurance)")
    NFZ = "nfz", _("NFZ (health fund)")
    VOIVODESHIP_OFFICE = "voivodeship_office", _("voivodeship office")
    GMINA = "gmina", _("municipal office")
    STAROSTY = "starosty", _("county office")
    POST = "post", _("post office")
    CONSULATE = "consulate", _("consulate")
    BANK = "bank", _("bank")


class Confirms(TextChoices):
    """Whether an office does it, and on what ground (for Profil Zaufany: art. 20c, Dz.U. 2024 poz. 307)."""

    BY_LAW = "by_law", _("yes, by law")
    BY_CONSENT = "by_consent", _("yes, by the minister's consent")
    UNKNOWN = "unknown", _("not known")
    NO = "no", pgettext_lazy("confirms", "no")


class ServiceKind(TextChoices):
    """What an office does for people on their way into IKP; the values begin the names of columns in files."""

    CONFIRMS = "confirms", _("confirms Profil Zaufany")
    EDOWOD = "edowod", _("sets the PIN of an e-dowód")


class Answered(TextChoices):
    """Yes or no where it was asked; a blank says that it is not known."""

    YES = "yes", pgettext_lazy("answered", "yes")
    NO = "no", pgettext_lazy("answered", "no")


class Precision(TextChoices):
    """How exactly coordinates are known; never more exact than their source."""

    BUILDING = "building", _("the building")
    STREET = "street", _("the street")
    POSTCODE_AREA = "postcode_area", _("the postcode area")
    TOWN = "town", _("the town")


# What `guides.places.locating` finds is an area or a town. Those to the house or the street come from the office's own
# list or from an editor, and only they are handed out: lists of places are under licences of their own (docs/data.md).
HANDED_OUT = frozenset({Precision.BUILDING.value, Precision.STREET.value})


class Voivodeship(TextChoices):
    """The 16 voivodeships, by their Polish names, which are their keys everywhere."""

    DOLNOSLASKIE = "dolnośląskie", "dolnośląskie"
    KUJAWSKO_POMORSKIE = "kujawsko-pomorskie", "kujawsko-pomorskie"
    LUBELSKIE = "lubelskie", "lubelskie"
    LUBUSKIE = "lubuskie", "lubuskie"
    LODZKIE = "łódzkie", "łódzkie"
    MALOPOLSKIE = "małopolskie", "małopolskie"
    MAZOWIECKIE = "mazowieckie", "mazowieckie"
    OPOLSKIE = "opolskie", "opolskie"
    PODKARPACKIE = "podkarpackie", "podkarpackie"
    PODLASKIE = "podlaskie", "podlaskie"
    POMORSKIE = "pomorskie", "pomorskie"
    SLASKIE = "śląskie", "śląskie"
    SWIETOKRZYSKIE = "świętokrzyskie", "świętokrzyskie"
    WARMINSKO_MAZURSKIE = "warmińsko-mazurskie", "warmińsko-mazurskie"
    WIELKOPOLSKIE = "wielkopolskie", "wielkopolskie"
    ZACHODNIOPOMORSKIE = "zachodniopomorskie", "zachodniopomorskie"


class GminaKind(TextChoices):
    """What sort of municipality it is, by TERC."""

    URBAN = "urban", _("urban municipality")
    RURAL = "rural", _("rural municipality")
    URBAN_RURAL = "urban_rural", _("urban-rural municipality")


class ChangeReason(TextChoices):
    """Why rows changed where no editor's form was saved, as the history names it."""

    FILES = "files", _("loaded from files")
    CHECKED = "checked", _("checked, still right")
    RESTORED = "restored", _("an older state brought back")
    RELEASE = "release", _("a release taken back")
    TRANSLATIONS = "translations", _("translations imported")
    OFFICES = "offices", _("offices imported")
    OFFICES_UNDONE = "offices_undone", _("an import of offices undone")


class ImportState(TextChoices):
    """How far an import of offices has come."""

    UPLOADED = "uploaded", pgettext_lazy("import", "columns to be chosen")
    PROPOSED = "proposed", pgettext_lazy("import", "to be looked at")
    APPLIED = "applied", pgettext_lazy("import", "applied")
    UNDONE = "undone", pgettext_lazy("import", "undone")


class Role(TextChoices):
    """What an editor may do; its groups are in guides/roles.py."""

    TRANSLATOR = "translator", _("translator")
    EDITOR = "editor", _("editor")
    PUBLISHER = "publisher", _("publisher")
    ADMINISTRATOR = "administrator", _("administrator")


class ReportSubject(TextChoices):
    """What a reader's report is about."""

    OFFICE = "office", _("an office")
    GUIDE = "guide", _("a guide")


class ReportChoice(TextChoices):
    """What a reader says of an office or a guide."""

    MOVED = "moved", _("The office has moved")
    CLOSED = "closed", _("The office no longer exists")
    HOURS = "hours", _("The opening hours are wrong")
    CONFIRMS = "confirms", _("It does not confirm Profil Zaufany")
    PHONE = "phone", _("The phone number is wrong")
    LOOKS = "looks", _("The official page looks different or asks for something else")
    UNTRUE = "untrue", _("What it says is not true, or no longer")
    LINK = "link", _("A link or a phone number does not work")
    UNCLEAR = "unclear", _("I do not understand it")
    OTHER = "other", _("Something else")
    YES = "yes", pgettext_lazy("did this help", "Yes")
    PARTLY = "partly", pgettext_lazy("did this help", "Partly")
    NO = "no", pgettext_lazy("did this help", "No")


# What readers choose from, by what they report.
WRONG_WITH_OFFICE = (
    *(ReportChoice.MOVED, ReportChoice.CLOSED, ReportChoice.HOURS),
    *(ReportChoice.CONFIRMS, ReportChoice.PHONE, ReportChoice.OTHER),
)
WRONG_WITH_GUIDE = (
    *(ReportChoice.LOOKS, ReportChoice.UNTRUE, ReportChoice.LINK, ReportChoice.UNCLEAR, ReportChoice.OTHER),
)
HELPED = (ReportChoice.YES, ReportChoice.PARTLY, ReportChoice.NO)


class CountKind(TextChoices):
    """What is counted, as sums of a day."""

    ASKED = "asked", _("question shown")
    PASSED = "passed", _("question answered")
    OUTCOME = "outcome", _("outcome shown")
    HELPED = "helped", _("did this help")


class ReportState(TextChoices):
    NEW = "new", pgettext_lazy("report", "new")
    SEEN = "seen", pgettext_lazy("report", "seen")
    DONE = "done", pgettext_lazy("report", "done")


class JobState(TextChoices):
    """How far a job has come."""

    WAITING = "waiting", pgettext_lazy("job", "waiting")
    RUNNING = "running", pgettext_lazy("job", "running")
    DONE = "done", pgettext_lazy("job", "done")
    FAILED = "failed", pgettext_lazy("job", "failed")


class LinkState(TextChoices):
    """What became of an official address when it was asked."""

    WORKS = "works", pgettext_lazy("link", "works")
    MOVED = "moved", _("works, by a redirect")
    FOREIGN = "foreign", _("leads to a domain that is not known")
    INSECURE = "insecure", _("leads to an address without https")
    PRIVATE = "private", _("leads into a private network")
    GONE = "gone", _("does not exist any more")
    FAILED = "failed", _("answers with an error")
    ASTRAY = "astray", _("redirects that lead nowhere")
    NAMELESS = "nameless", _("the domain does not exist")
    UNREACHABLE = "unreachable", _("the server cannot be reached")
    SLOW = "slow", _("the server takes too long")
    CERTIFICATE = "certificate", _("the certificate is not valid")
    MALFORMED = "malformed", _("is no whole address")
    REFUSED = "refused", _("refuses programs: look at it yourself")
    FORBIDDEN = "forbidden", _("robots.txt forbids checking: look at it yourself")


# Somebody may be led where nobody meant them to go.
RISKY_LINKS = frozenset({LinkState.FOREIGN, LinkState.INSECURE, LinkState.PRIVATE})
# What a program cannot tell.
UNTOLD_LINKS = frozenset({LinkState.REFUSED, LinkState.FORBIDDEN})
BROKEN_LINKS = frozenset(LinkState) - RISKY_LINKS - UNTOLD_LINKS - {LinkState.WORKS, LinkState.MOVED}
