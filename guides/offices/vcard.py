"""An office as an entry for an address book: vCard 3.0 (RFC 2426), which every phone reads."""

from guides.enums import Precision
from guides.schema.content import Point
from guides.schema.phones import read_phone

_LINE = 75  # octets to a line, RFC 2426 section 2.6


def vcard(point: Point, address: str, note: str) -> bytes:
    """The entry; `address` is that of the office's page here, `note` a line for the owner of the address book."""
    place = ("", "", point.street, point.town, point.voivodeship, point.postcode, point.country)
    phones = [read_phone(text) for text in point.phones]
    # What a phone can't dial: an extension, a second number.
    told = [text for text, phone in zip(point.phones, phones, strict=True) if phone and phone.number != text.strip()]
    told += [phone.number for phone in phones if phone and not phone.dial and phone.number not in told]
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{_escaped(point.name)}",
        f"ORG:{_escaped(point.name)}",
        "N:;;;;",
        f"ADR;TYPE=WORK:{';'.join(map(_escaped, place))}",
        *(f"TEL;TYPE=WORK,VOICE:{phone.dial}" for phone in phones if phone and phone.dial),
    ]
    if point.email:
        lines.append(f"EMAIL;TYPE=INTERNET:{_escaped(point.email)}")
    if point.website:
        lines.append(f"URL:{_one_line(point.website)}")
    if point.precision == Precision.BUILDING and point.latitude is not None:
        lines.append(f"GEO:{point.latitude};{point.longitude}")
    lines += [f"NOTE:{_escaped('; '.join([*told, note]))}", f"SOURCE:{_one_line(address)}", "END:VCARD"]
    return b"".join(_folded(line) for line in lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return (
        text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\r\n", "\n").replace("\r", "\n")
    ).replace("\n", r"\n")


def _folded(line: str) -> bytes:
    """The line in UTF-8, broken where it is too long, never inside a character."""
    parts = [b""]
    for char in line:
        octets = char.encode()
        if len(parts[-1]) + len(octets) > _LINE:
            parts.append(b" ")
        parts[-1] += octets
    return b"\r\n".join(parts) + b"\r\n"
