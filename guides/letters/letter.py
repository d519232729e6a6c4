"""The mail to a helpdesk: what somebody filled in, put into words in any language of the site.

Fixed phrases are translated; a person's own words stay as they are and are marked with their language.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from guides.privacy.secrets import Secret, SecretKind, find_secrets, replace_secrets
from guides.schema.content import Helpdesk, Method

# Some mail programs and Windows itself cut a longer mailto: address, and say nothing about it.
LONGEST_MAILTO = 2000
OTHER_LANGUAGE = "other"


class LoginResult(TextChoices):
    """How a way to log in ended."""

    REFUSED = "refused", gettext_lazy("the password, PIN or code is not accepted")
    NOT_SENT = "not-sent", gettext_lazy("the text message or e-mail does not arrive")
    ERROR = "error", gettext_lazy("an error message appears")
    NOTHING = "nothing", gettext_lazy("nothing happens or the page does not open")
    OTHER = "other", gettext_lazy("something else happens, as described above")
    WORKS = "works", gettext_lazy("this way works")


class Device(TextChoices):
    ANDROID = "android", gettext_lazy("phone or tablet with Android")
    APPLE = "apple", gettext_lazy("iPhone or iPad")
    WINDOWS = "windows", gettext_lazy("computer with Windows")
    MAC = "mac", gettext_lazy("Apple computer (Mac)")
    OTHER = "other", pgettext_lazy("device", "another one")


class Browser(TextChoices):
    CHROME = "chrome", "Chrome"
    EDGE = "edge", "Edge"
    FIREFOX = "firefox", "Firefox"
    OPERA = "opera", "Opera"
    SAFARI = "safari", "Safari"
    SAMSUNG = "samsung", "Samsung Internet"
    OTHER = "other", pgettext_lazy("browser", "another one")
    APP = "app", gettext_lazy("an app, not a browser")


class Whom(TextChoices):
    """Whose login a mail is about."""

    SELF = "self", gettext_lazy("mine")
    OTHER = "other", gettext_lazy("somebody whom I am helping")


KINDS: dict[SecretKind, Promise] = {
    SecretKind.PESEL: gettext_lazy("PESEL number"),
    SecretKind.PASSWORD: gettext_lazy("password"),
    SecretKind.CODE: gettext_lazy("code"),
    SecretKind.PIN: gettext_lazy("PIN"),
    SecretKind.PUK: gettext_lazy("PUK"),
    SecretKind.CAN: gettext_lazy("CAN number"),
    SecretKind.CARD: gettext_lazy("payment card number"),
    SecretKind.ACCOUNT: gettext_lazy("bank account number"),
    SecretKind.IDENTITY_CARD: gettext_lazy("identity card number"),
    SecretKind.BIRTH: gettext_lazy("date of birth"),
}


@dataclass(frozen=True)
class Answers:
    """What the form asked for. `words` is the language of the person's own words: a code of ours or OTHER_LANGUAGE."""

    helpdesk: Helpdesk
    words: str
    happened: str
    since: str
    ways: tuple[tuple[Method, LoginResult], ...] = ()
    message: str = ""
    device: str = ""
    browser: str = ""
    version: str = ""
    name: str = ""
    phone: str = ""
    whom: str = Whom.SELF


@dataclass(frozen=True)
class Letter:
    """A mail in one language."""

    language: str
    to: str
    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """The address that opens it in a mail program; without its body where that would be cut off."""
        head = f"mailto:{quote(self.to, safe='@')}?subject={quote(self.subject, safe='')}"
        whole = f"{head}&body={quote(self.body.replace(chr(10), chr(13) + chr(10)), safe='')}"
        return whole if len(whole) <= LONGEST_MAILTO else head

    @property
    def is_too_long(self) -> bool:
        """Whether a mail program must be given the text by copying it."""
        return "&body=" not in self.mailto


_OWN_WORDS = ("happened", "since", "message", "version", "name")

Secrets = dict[str, list[Secret]]


def secrets_in(answers: Answers, known_numbers: Iterable[str]) -> Secrets:
    """What looks like a secret, by the name of the answer it stands in. `known_numbers` are those of helpdesks."""
    known = tuple(known_numbers)
    found = {name: find_secrets(getattr(answers, name), known) for name in _OWN_WORDS}
    return {name: secrets for name, secrets in found.items() if secrets}


def without_secrets(answers: Answers, secrets: Secrets) -> Answers:
    """`answers` with a placeholder, in the active language, for each of their `secrets`."""
    texts: dict[str, Any] = {
        name: replace_secrets(getattr(answers, name), found, _placeholder) for name, found in secrets.items()
    }
    return replace(answers, **texts)


def _placeholder(kind: SecretKind) -> str:
    return _("[removed: %(what)s]") % {"what": KINDS[kind]}


def compose(answers: Answers, secrets: Secrets, language: str) -> Letter:
    """The mail in `language`, without the `secrets`."""
    with translation.override(language):
        body = "\n\n".join(_paragraphs(without_secrets(answers, secrets), language))
        return Letter(language, answers.helpdesk.email, _plain(_("Please help me log in")), _plain(body))


def _paragraphs(answers: Answers, language: str) -> Iterator[str]:
    yield _("Hello,")
    if answers.words == settings.LANGUAGE_CODE:
        yield _("I need help. I describe the problem below.")
    else:
        yield _(
            "I need help. A form has put the fixed phrases of this e-mail into Polish. "
            "My own words are in the language in which I wrote them: %(language)s. "
            "Thank you for your understanding. Please answer in simple sentences."
        ) % {"language": language_name(answers.words)}
    if answers.whom == Whom.OTHER:
        yield _("I am helping another person, who has asked me to. It is that person who cannot log in.")
    mark = "" if answers.words == language else _own_words(answers.words)
    yield _part(_("What happens"), answers.happened, mark)
    yield _part(_("When it happened"), answers.since, mark)
    if answers.message:
        yield _part(_("The exact words of the message on the screen"), answers.message)
    if answers.ways:
        rows = [f"- {method.name.plain_in(language).value}: {result.label}" for method, result in answers.ways]
        yield _part(_("Ways of logging in that I have tried"), "\n".join(rows))
    if machine := list(_machine(answers)):
        yield "\n".join(machine)
    if answers.phone:
        yield _line(_("My phone"), answers.phone)
    yield _promise(answers)
    yield "\n".join(filter(None, [_("Kind regards"), answers.name]))


def _promise(answers: Answers) -> str:
    if answers.whom == Whom.OTHER:
        return _(
            "For safety I leave out that person’s PESEL number, passwords and codes. Tell us how to give the PESEL."
        )
    return _(
        "For safety I leave out my PESEL number, passwords and codes. I will give my PESEL number if you ask for it."
    )


def _machine(answers: Answers) -> Iterator[str]:
    if answers.device:
        yield _line(_("Device"), str(Device(answers.device).label))
    if answers.browser:
        yield _line(_("Browser or app"), str(Browser(answers.browser).label))
    if answers.version:
        yield _line(_("Version"), answers.version)


def _part(heading: str, text: str, mark: str = "") -> str:
    return f"{heading}{mark}:\n{text}"


def _line(label: str, value: str) -> str:
    return f"{label}: {value}"


def _own_words(language: str) -> str:
    mark = _("my own words; language: %(language)s") % {"language": language_name(language)}
    return f" ({mark})"


def language_name(code: str) -> str:
    """The name of a language in the active one."""
    if code == OTHER_LANGUAGE:
        return pgettext("language", "another one")
    return str(get_language_info(code)["name_translated"])


def _plain(text: str) -> str:
    """Without the signs that only keep lines together: they make a mailto: address long."""
    return text.replace("\u2011", "-").replace("\u00a0", " ").replace("\u2060", "")
