"""The signed time of a form: when it was opened, for what, and the number by which it is sent once only."""

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

LATEST = 24 * 60 * 60  # seconds for which a form that was opened can be sent
_signer = signing.TimestampSigner(salt="guides.report")


@dataclass(frozen=True)
class CheckedToken:
    """The form's own number; or, in `problem`, why it can't be taken as it is."""

    nonce: str = ""
    problem: str = ""


def sign(subject: str, nonce: str) -> str:
    return _signer.sign(f"{subject}|{nonce}")


def read(token: str, subject: str, soonest: int) -> CheckedToken:
    """What `sign` has made for this subject, at least `soonest` seconds and at most LATEST ago."""
    try:
        signed, _bar, nonce = _signer.unsign(token, max_age=LATEST).partition("|")
        if signed != subject or not nonce:
            raise signing.BadSignature
    except signing.BadSignature:
        return CheckedToken(
            problem=_("This page has been open for a long time. Your text is still here: send it again.")
        )
    try:
        _signer.unsign(token, max_age=soonest)
    except signing.SignatureExpired:
        return CheckedToken(nonce)
    return CheckedToken(problem=_("That was very quick. Read your report once more and send it again."))
