"""How much room letters take, on the safe side, so that the server can break the lines of a picture. Pure."""

ELLIPSIS = "…"
# Width of a letter, in parts of the size of the type, as in the widest of the admin's fonts.
_NARROW, _USUAL, _CAPITAL, _WIDE = 0.34, 0.58, 0.72, 0.95
_LETTERS = {**dict.fromkeys("fijlrtIł.,:;!'’|()[]/- \u00a0", _NARROW), **dict.fromkeys("mwMW@—…✗→↩", _WIDE)}


def width(text: str, size: float) -> float:
    """About how wide `text` runs, in the unit of `size`, the size of the type."""
    return size * sum(
        _LETTERS.get(letter) or (_CAPITAL if letter.isupper() else _USUAL if letter < "\u2000" else _WIDE)
        for letter in text
    )


def wrap(text: str, size: float, room: float, most: int) -> list[str]:
    """The lines of `text` within `room`, at most `most` of them; what is cut off is shown by an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):  # hard spaces hold words together
        wider = f"{line} {word}" if line else word
        if width(wider, size) <= room:
            line = wider
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, size) > room and len(lines) <= most:  # a single word that is too long
            fits = _fitting(line, size, room)
            lines.append(line[:fits])
            line = line[fits:]
        if len(lines) > most:
            break
    if line:
        lines.append(line)
    if len(lines) > most:
        last = lines[most - 1]
        while last and width(last + ELLIPSIS, size) > room:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip(" \u00a0,.;:") + ELLIPSIS]
    return lines


def _fitting(word: str, size: float, room: float) -> int:
    """How many letters of `word` fit, at least one."""
    taken = 0.0
    for number, letter in enumerate(word):
        taken += width(letter, size)
        if taken > room:
            return max(number, 1)
    return len(word)
