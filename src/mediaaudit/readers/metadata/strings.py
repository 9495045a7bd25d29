"""Stored bytes to text, the same way for every standard."""

from __future__ import annotations

from mediaaudit.lazy import pattern

_DATE = pattern(r"(\d{4})[:/\-](\d\d)[:/\-](\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?")


def decode(raw: bytes) -> str:
    """Return text of undeclared encoding: UTF-8 where the bytes are sound UTF-8, else Windows-1252.

    The five bytes that Windows-1252 leaves undefined become U+FFFD.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def clean(text: str) -> str | None:
    """Return the text without NULs and outer white space, None where nothing is left."""
    return text.replace("\0", " ").strip() or None if "\0" in text else text.strip() or None


def iso_date(text: str | None, offset: str | None = None) -> str | None:
    """Return an Exif date ("2024:05:06 07:08:09") as ISO 8601; a text of another shape comes back as it is.

    None where the text holds no digit but 0: cameras without a clock write that. ``offset`` is the time zone.
    """
    if text is None or not any("1" <= char <= "9" for char in text):
        return None
    match = _DATE.fullmatch(text)
    if not match:
        return text
    year, month, day, hour, minute, second = match.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset or ''}"
