"""Tell the name of a file, an address, or what a camera or a content system calls a picture, from words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal
from urllib.parse import unquote

from mediaaudit.lazy import pattern
from mediaaudit.text.words import fold, plain

FileNameKind = Literal["file", "address", "device", "code", "source"]

LONGEST = 300  # code points; what is longer is prose
_MOST_WORDS = 12  # "Foto von mir.jpg" is a file name; a sentence that ends in one is not
_QUOTES = "'\"“”„«»[] "
_ENDING = pattern(r"\.(?:jpe?g|jpe|jfif|png|gif|webp|avif|svgz?|bmp|tiff?|hei[cf]|jxl|psd|eps|pdf|mp4|webm|mov)$")
_ADDRESS = pattern(r"(?:[a-z][a-z0-9+.-]{1,15}://|www\.|data:image/|file:|blob:)\S+$|[a-z]:\\\S")
# "NASA/JPL" is a credit: a path starts with a slash or goes through a folder of web sites.
_PATH = pattern(
    r"\.{0,2}/[\w%~.@-]+/[\w%~.@/-]+$"
    r"|(?:[\w%~.@-]+/)*(?:images?|img|uploads?|wp-content|media|assets|static|files|fileadmin|content)/[\w%~.@/-]+$"
)
# What cameras, telephones, messengers and screen grabs call their files.
_CAMERA = pattern(
    r"(?:_?dsc[fn]?|img|imgp|_mg|pxl|pano|mvi|gopr|dji|cimg|fb_img|hpim)[ _-]{0,2}e?\d{3,}[\w()-]*$"
    r"|(?:p\d{3}|sam|pict|kic|wp|vid|mg|photo|image|foto|bild|imagen)[_-]{1,2}\d{3,}[\w()-]*$"
    r"|whatsapp (?:image|video|bild) \d{4}-\d\d-\d\d.{0,40}$"
    r"|(?:download|unnamed|images|unbenannt)[ _-]?(?:\(\d{1,4}\)|\d{1,4})$"
)
_GRAB = pattern(
    r"(?:screenshot|screen shot|screencap|bildschirmfoto|captura de pantalla|captura de tela|capture d.?écran"
    r"|schermafbeelding|skärmavbild|skjermbilde|skærmbillede|näyttökuva|schermata|istantanea|zrzut ekranu|снимок экрана)"
    r"[ _-]{0,3}\(?\d{1,4}(?:[\d() .,:_-]|at|um|às|à|a las|kl|alle|om|klo|o|в|am|pm|h|m|s)*$"
)
_HEX = pattern(r"(?=[0-9a-f-]*\d)(?=[0-9a-f-]*[a-f])[0-9a-f]{4,}[0-9a-f-]{8,}$")
_RUN = pattern(r"\d{5}")
_TOKEN = pattern(r"[\w.,-]+$")
_JOINED = pattern(r"[^\W_]+(?:_+[^\W_]+)+$")  # words held together by underscores
_SIZE = pattern(r"(?:^|[ _-])\d{2,4}x\d{2,4}$")


def file_name_kind(text: str, addresses: Iterable[str] = ()) -> FileNameKind | None:
    """Return what makes a text a file name rather than words, or None.

    ``file``: it ends as a picture file does; ``address``: a URL or a path; ``device``: what a camera or a screen grab
    calls its files; ``code``: a hash or an archive number; ``source``: it is the name of one of the ``addresses`` (those
    of the picture) and is written as only file names are. A plain word that happens to be the file's name, "Nyhavn" in
    nyhavn.jpeg, is a word.
    """
    if len(text) > LONGEST:
        return None
    folded = fold(text).strip(_QUOTES)
    if not folded or folded.startswith(("@", "#")):
        return None
    count = len(folded.split())
    if ((":" in folded or folded.startswith("www.")) and _ADDRESS.match(folded)) or (
        count == 1 and _PATH.match(folded)
    ):
        return "address"
    if count <= _MOST_WORDS and "." in folded and _ENDING.search(folded):
        return "file"
    if any(map(str.isdigit, folded)) and (_CAMERA.match(folded) or _GRAB.match(folded)):
        return "device"
    if count == 1 and _is_code(folded):
        return "code"
    return "source" if _is_source(folded, count, addresses) else None


def _is_code(token: str) -> bool:
    """Say whether one token is a hash, a number of six and more digits, or an archive number (GettyImages-515208860)."""
    if not _TOKEN.match(token):
        return False
    if token.isdigit():
        return len(token) > 5
    if _HEX.match(token):
        return True
    # An archive number starts with letters or is joined by underscores: "10000m" is a race.
    lettered = token[:2].isalpha() or "_" in token
    return lettered and bool(_RUN.search(token))


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
