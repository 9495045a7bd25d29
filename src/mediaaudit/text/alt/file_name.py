"""Tell the name of a file, an address, or what a camera or a content system calls a picture, from words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import unquote

from mediaaudit.lazy import pattern
from mediaaudit.text.words import PhraseIndex, fold, plain

from .device_name import NO_PROGRAMS, is_device_name

FileNameKind = Literal["file", "address", "device", "code", "source", "joined"]

LONGEST = 300  # code points; what is longer is prose
_MOST_WORDS = 12  # "Foto von mir.jpg" is a file name; a sentence that ends in one is not
_QUOTES = "'\"“”„«»[] "
_ENDING = pattern(
    r"\.(?:jpe?g|jpe|jfif|png|gif|webp|avif|svgz?|apng|ico|bmp|tiff?|hei[cf]|jxl|jp2|psd|eps|pdf|mp4|m4v|webm|mov|avi|cr[23w]|nef|arw|dng|raf|orf|rw2)"
    r"(?:\?\S*| ?\(\d{1,3}\))?$"
)
_ADDRESS = pattern(
    r"(?:[a-z][a-z0-9+.-]{1,15}://|www\.|data:image/|file:|blob:)\S+$|[a-z]:\\\S|\S+\.(?:php|aspx?|ashx|cgi)\?\S+$"
)
# "NASA/JPL" is a credit: a path starts with a slash or goes through a folder of web sites.
_PATH = pattern(
    r"\.{0,2}/[\w%~.@-]+/[\w%~.@/-]+$"
    r"|(?:[\w%~.@-]+/)*(?:images?|img|uploads?|wp-content|media|assets|static|files|fileadmin|content)/[\w%~.@/-]+$"
)
_HEX = pattern(r"(?=[0-9a-f-]*\d)(?=[0-9a-f-]*[a-f])[0-9a-f]{4,}[0-9a-f-]{8,}$")
_UUID = pattern(r"\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$")
_RUN = pattern(r"\d{5}")
# What agencies number their pictures by, and names of the web that are no addresses.
_NUMBER = pattern(
    r"\d{6,8}[_-]\d{2,3}[_-]\d{5,}(?:[_-]\w{1,12})*$|(?=\D*\d)(?:rc2[0-9a-z]{9,10}|rt[rsx][0-9a-z]{4,7})$"
)
_NAMED = pattern(r"(?:urn|tag|guid|doi|ark|isbn|cid|attachment)[:_](?=\D*\d)\S{6,}$")
# Generated names: letters of both cases and digits, all mixed up.
_MIXED = pattern(r"(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[\w-]{12,}$", re.ASCII)
_CHANGE = pattern(r"(?<=[a-z])[A-Z0-9]|(?<=[A-Z])\d|(?<=\d)[A-Za-z]")
_CHANGES = 5
_TOKEN = pattern(r"[\w.,-]+$")
_JOINED = pattern(r"[^\W_]+(?:_+[^\W_]+)+$")  # words held together by underscores
_UNDERSCORE = pattern(r"[^\W_]_+[^\W_]")  # in a text of several words
_SIZE = pattern(r"(?:^|[ _-])\d{2,4}x\d{2,4}$")


def file_name_kind(
    text: str, addresses: Iterable[str] = (), programs: PhraseIndex = NO_PROGRAMS
) -> FileNameKind | None:
    """Return what makes a text a file name rather than words, or None.

    ``file``: it ends as a picture file does; ``address``: a URL or a path; ``device``: what a camera or a screen grab
    calls its files (``programs``: see ``is_device_name``); ``code``: a hash or an archive number; ``source``: it is the
    name of one of the ``addresses`` (those of the picture) and is written as only file names are; ``joined``: it is
    written so, whatever the addresses. A plain word that happens to be the file's name, "Nyhavn" in nyhavn.jpeg, is a
    word.
    """
    if len(text) > LONGEST:
        return None
    folded = fold(text).strip(_QUOTES)
    if not folded or folded.startswith(("@", "#")):
        return None
    count = len(folded.split())
    if ((":" in folded or "?" in folded or folded.startswith("www.")) and _ADDRESS.match(folded)) or (
        count == 1 and _PATH.match(folded)
    ):
        return "address"
    if count <= _MOST_WORDS and "." in folded and _ENDING.search(folded):
        return "file"
    if is_device_name(folded, programs):
        return "device"
    if count == 1 and (_is_code(folded) or _is_mixed(text.strip())):
        return "code"
    if _is_source(folded, count, addresses):
        return "source"
    joined = _JOINED.match(folded) if count == 1 else _UNDERSCORE.search(folded)
    return "joined" if joined else None


def _is_code(token: str) -> bool:
    """Say whether one token is a hash, a number of six and more digits, or an archive number (GettyImages-515208860)."""
    if _NAMED.match(token) or _UUID.match(token):
        return True
    if not _TOKEN.match(token):
        return False
    if token.isdigit():
        return len(token) > 5
    if _HEX.match(token) or _NUMBER.match(token):
        return True
    # An archive number starts with letters or is joined by underscores: "10000m" is a race.
    lettered = token[:2].isalpha() or "_" in token
    return lettered and bool(_RUN.search(token))


def _is_mixed(token: str) -> bool:
    return _MIXED.match(token) is not None and len(_CHANGE.findall(token)) >= _CHANGES


def _is_source(folded: str, count: int, addresses: Iterable[str]) -> bool:
    """Say whether a text is written as file names are, and one of the addresses has that name."""
    one_token = bool(_JOINED.match(folded)) or folded.count("-") > 1
    written = one_token if count == 1 else "_" in folded
    if not written and not ("x" in folded and _SIZE.search(folded)):
        return False
    wanted = plain(folded)
    return any(wanted == plain(stem(address)) for address in addresses)


def stem(address: str) -> str:
    """Return the file name of an address without its ending, percent signs undone and case folded."""
    path = address[:4000].partition("?")[0].partition("#")[0].rstrip("/")
    name = fold(unquote(path[path.rfind("/") + 1 :][:LONGEST]))
    return _ENDING.sub("", name)
