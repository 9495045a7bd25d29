"""Addresses of pictures: which of them, on one page, name the same picture in another size, crop or format.

Publishers serve one picture under many addresses. What differs is the rendition (``-1024x768``, ``/w_1200/``, ``?w=640``,
``/16x9_620/``), often the host, the extension, or a signature. What stays is an identifier (a UUID, a hash, a long number)
or a telling file name. The comparison is made for two addresses *of one page* and prefers a miss to a false match.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise
from urllib.parse import unquote

from mediaaudit.lazy import dataclass, pattern

MAX_URL = 4000  # characters: data addresses and junk beyond are not compared
MAX_SHARED = 50  # addresses that have a key in common: what still more of them share tells nothing
_IMAGE_SUFFIX = pattern(r"\.(?:jpe?g|jpe|jfif|png|webp|avif|gif|svg|tiff?|bmp|heic|jxl)$", re.IGNORECASE)
_SCRIPT_SUFFIX = pattern(r"\.(?:php|aspx?|ashx|cgi|jsp|do|dll)$", re.IGNORECASE)
_NESTED = pattern(r"(?:https?:/{1,2}|(?<=[/=])//)(?=[\w-]+\.)", re.IGNORECASE)
_HOST_FIRST = pattern(r"^i\d\.wp\.com/(?=[\w-]+\.)")  # Photon, WordPress's picture proxy: host in the path
_TOKENS = pattern(r"[-_.,~=+@!\s]+")
# A size in a file name: 1024x768, 16x9, 640w, w640. In a folder also settings such as w_1200, q80, s1200b, 16:9.
_SIZE = pattern(r"\d{1,5}[x×]\d{0,5}|\d{2,4}(?:w|h|px)|[wh]\d{3,4}|[1-4]x", re.IGNORECASE)
_SETTING = pattern(
    r"\d{1,5}[x×]\d{0,5}[a-z]{0,2}|\d{2,4}(?:w|h|px)|\d{1,2}:\d{1,2}|[swhqctxy]\d{2,4}[a-z]?|\d{2,4}|"
    r"(?:width|height|quality|dpr|fit|crop|resize|rect|scale|format|zoom|ratio|multiply|ar|fl|[whqcfgextzy])[:=$]?[\d.]*",
    re.IGNORECASE,
)
# Words for renditions, which tell no picture from another.
_RENDITIONS = frozenset({
    "alternates", "auto", "big", "crop", "cropped", "default", "derivatives", "desktop", "detail", "fill", "fit",
    "full", "gen", "horizontal", "image", "images", "img", "landscape", "large", "lead", "lg", "limit", "main",
    "max", "md", "medium", "min", "mini", "mobile", "normal", "og", "orig", "original", "photo", "photos",
    "picture", "pictures", "pixel", "portrait", "preview", "public", "raw", "rendition", "resize", "resized",
    "resizer", "retina", "scale", "scaled", "sm", "small", "smart", "social", "square", "standard", "tablet",
    "teaser", "thumb", "thumbnail", "thumbs", "trans", "vertical", "wide", "widescreen", "xl", "xs", "xxl",
})  # fmt: skip
_UUID = pattern(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_HASH = pattern(r"(?<![0-9A-Za-z])(?:[0-9a-f]{20,64}|[0-9A-Za-z]{20,64})(?![0-9A-Za-z=])")
_NUMBER = pattern(r"\d{5,}")
_KEY = pattern(r"\d{5,}|(?<![0-9A-Za-z])(?=[0-9]*[A-Za-z])(?=[A-Za-z]*[0-9])[0-9A-Za-z]{6,}(?![0-9A-Za-z])")
_DATE = pattern(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{2,6})?|\d\d(?:0[1-9]|1[0-2])[0-3]\d")
# Query parameters that choose a rendition; where a script serves pictures, the others name the picture.
_QUERY_SIZES = frozenset({
    "ar", "auto", "cache", "cb", "crop", "dpr", "fit", "fm", "format", "fp-x", "fp-y", "h", "height", "imdensity",
    "impolicy", "imwidth", "itok", "ixlib", "q", "quality", "rect", "resize", "s", "scale", "sig", "size", "ssl",
    "strip", "v", "ver", "w", "width",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signature:
    """What is left of an address when the rendition is taken off.

    ``path`` is the path, unescaped; ``name`` the tokens of the file name or, where that says a rendition only, of a
    telling folder; ``folders`` the folders before it that are no rendition; ``name_ids`` and ``folder_ids`` the UUIDs
    and hashes in them; ``query`` the parameters that name a picture where a script serves it; ``handles`` keys of which
    two addresses of one picture share at least one.
    """

    host: str
    path: str
    name: tuple[str, ...]
    folders: tuple[str, ...]
    name_ids: frozenset[str]
    folder_ids: frozenset[str]
    query: str
    handles: frozenset[str]


def same_picture(first: str, second: str) -> bool:
    """Tell whether two picture addresses of one page name the same picture, in whatever size, crop or format.

    Either may be relative. Empty and ``data:`` addresses are the same as nothing.
    """
    one, other = signature(first), signature(second)
    return one is not None and other is not None and _same(one, other)


class PictureIndex:
    """The pictures of a page by what their addresses keep in common, so that one look-up finds the candidates.

    Made from pairs of an address and a number (the occurrence); several addresses may have one number.
    """

    def __init__(self, addresses: Iterable[tuple[str, int]]) -> None:
        self._entries: dict[str, list[tuple[Signature, int]]] = {}
        self._answers: dict[str, frozenset[int]] = {}
        for address, number in addresses:
            found = signature(address)
            if found is None:
                continue
            for handle in found.handles:
                entries = self._entries.setdefault(handle, [])
                if len(entries) < MAX_SHARED:
                    entries.append((found, number))

    def find(self, address: str) -> int | None:
        """Return the lowest number of a picture that an address names, or None."""
        return min(self.find_all(address), default=None)

    def find_all(self, address: str) -> frozenset[int]:
        """Return the numbers of all pictures that an address names."""
        found = self._answers.get(address)
        if found is None:
            found = self._answers[address] = self._find_all(address)
        return found

    def _find_all(self, address: str) -> frozenset[int]:
        wanted = signature(address)
        if wanted is None:
            return frozenset()
        near = (entry for handle in wanted.handles for entry in self._entries.get(handle, ()))
        return frozenset(number for known, number in near if _same(wanted, known))


@lru_cache(maxsize=4096)
def signature(address: str) -> Signature | None:
    """Return what an address keeps in every rendition; None for one that names no picture file."""
    address = address.strip()
    if not address or len(address) > MAX_URL or address[:5].lower() in {"data:", "blob:", "about"}:
        return None
    host, path, query = _parts(address)
    segments = [segment for segment in path.split("/") if segment not in {"", ".", ".."}]
    folders = list(segments)
    written = folders.pop() if folders else ""
    name = _name(written)
    served = not _IMAGE_SUFFIX.search(written) and not _is_telling(name) and not _identifiers(written)
    while folders and not name:
        written = folders.pop()
        name = _name(written)
        if name and not _is_telling(name) and not _identifiers(written):
            name = ()
            break
    path = "/".join(segments)
    name_ids = _identifiers(written) if name else frozenset()
    folder_ids = frozenset(found for folder in folders for found in _identifiers(folder))
    query = query if served or _SCRIPT_SUFFIX.search(segments[-1]) else ""
    return Signature(
        host=host,
        path=path,
        name=name,
        folders=tuple(folder for folder in folders if not _is_rendition(folder)),
        name_ids=name_ids,
        folder_ids=folder_ids,
        query=query,
        handles=frozenset({*name_ids, *folder_ids, f"{path}?{query}", *_handles(name)}),
    )


def _parts(address: str) -> tuple[str, str, str]:
    """Return host, path and identifying query of an address, or of the address that it wraps."""
    text = unquote(unquote(address)) if "%" in address else address
    starts = list(_NESTED.finditer(text)) if "//" in text or ":/" in text else None
    if starts:
        text = text[starts[-1].end() :]
        text = text.partition("&")[0] if len(starts) > 1 else text
    elif text.startswith("//"):
        text = text[2:]
    else:
        text = "/" + text.lstrip("/")
    text = _HOST_FIRST.sub("", text).partition("#")[0]
    path, _, query = text.partition("?")
    host, _, path = path.partition("/")
    named = sorted(part for part in query.split("&") if "=" in part and part.split("=")[0].lower() not in _QUERY_SIZES)
    return host.lower().removeprefix("www."), path, "&".join(named)


def _name(segment: str) -> tuple[str, ...]:
    """Return the tokens of a file name without extension and rendition; empty where nothing telling is left."""
    bare = _IMAGE_SUFFIX.sub("", segment)
    bare = _SCRIPT_SUFFIX.sub("", bare)
    tokens: list[str] = []
    after_size = False
    for token in _TOKENS.split(bare):
        size = _SIZE.fullmatch(token) is not None or (after_size and token.isdigit() and len(token) <= 4)
        after_size = size or token.lower() == "scale"
        if token and not size:
            tokens.append(token)
    while tokens and tokens[-1].lower() in _RENDITIONS:
        tokens.pop()
    return tuple(tokens)


def _is_telling(name: tuple[str, ...]) -> bool:
    """Tell whether a name alone tells a picture from the others of a page: by a long number or by many letters."""
    letters = sum(len(token) for token in name if not token.isdigit())
    return letters >= 12 or any(_NUMBER.fullmatch(token) and len(token) > 5 and not _is_date(token) for token in name)


@lru_cache(maxsize=256)  # the pictures of a page are in few folders
def _is_rendition(folder: str) -> bool:
    """Tell whether a folder only says how the picture is cut: every part of it is a size or a word for renditions."""
    if folder.endswith("=") and len(folder) >= 20:
        return True  # the signature of a resizing service (thumbor)
    parts = (part for part in re.split(r"[,;_\-\s]+", folder[:200]) if part)
    return not folder.isdigit() and all(part.lower() in _RENDITIONS or _SETTING.fullmatch(part) for part in parts)


def _identifiers(segment: str) -> frozenset[str]:
    """Return the UUIDs and hashes in a segment, in lower case where case cannot matter."""
    if len(segment) < 20:
        return frozenset()
    found = {match[0].lower() for match in _UUID.finditer(segment)}
    for match in _HASH.finditer(_UUID.sub(" ", segment)):
        token = match[0]
        if any(char.isdigit() for char in token) and (token.isalnum() and not token.isdigit()) and _is_mixed(token):
            found.add(token)
    return frozenset(found)


def _is_mixed(token: str) -> bool:
    """Tell a hash from a long word with a number: its letters and digits alternate often."""
    changes = sum(left.isdigit() != right.isdigit() for left, right in pairwise(token))
    return changes >= 4


def _is_date(number: str) -> bool:
    return _DATE.fullmatch(number) is not None


def _same(one: Signature, other: Signature) -> bool:
    if one.path == other.path and one.query == other.query and _hosts_agree(one, other):
        return True
    if one.query or other.query:
        return False
    if one.name_ids & other.name_ids:
        return True
    if one.name != other.name:
        return bool(one.name) and _same_numbered(one, other)
    if one.folder_ids or other.folder_ids:
        if one.folder_ids & other.folder_ids:
            return True
        if one.folder_ids and other.folder_ids:
            return False
    if not one.name or (one.name_ids != other.name_ids):
        return False
    if one.name_ids or _is_telling(one.name):
        return not _keys_conflict(one.folders, other.folders)
    return _hosts_agree(one, other) and _nested(one.folders, other.folders)


def _hosts_agree(one: Signature, other: Signature) -> bool:
    """Tell whether two hosts may serve one site's pictures: equal, unknown, or of one registered domain."""
    return not one.host or not other.host or one.host.split(".")[-2:] == other.host.split(".")[-2:]


def _keys_conflict(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether both paths have numbers or codes among their folders and share none: two pictures of one name."""
    first = {key for folder in one for key in _KEY.findall(folder)}
    second = {key for folder in other for key in _KEY.findall(folder)}
    return bool(first and second and not first & second)


def _nested(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether the folders of one path are those of the other with words left out; numbers count (dates)."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    if not all(folder in rest for folder in short):
        return False
    left_out = Counter(long) - Counter(short)
    return not any(folder.isdigit() for folder in left_out) and (bool(short) or not long)


def _same_numbered(one: Signature, other: Signature) -> bool:
    """Tell whether two names in one folder begin with the same long number and differ in the rendition only.

    ``68059583_6`` and ``68059583_804`` do; ``68059583_1`` and ``68059583_2`` are the first and second of a series.
    """
    shared = next((at for at, pair in enumerate(zip(one.name, other.name, strict=False)) if pair[0] != pair[1]), None)
    if shared is None:
        shared = min(len(one.name), len(other.name))
    long = (token for token in one.name[:shared] if len(token) >= 7 and _NUMBER.search(token))
    if all(map(_is_date, long)) or one.folders != other.folders or not _hosts_agree(one, other):
        return False
    rest, others = one.name[shared:], other.name[shared:]
    if all(len(tokens) <= 1 and "".join(tokens).isdigit() == bool(tokens) for tokens in (rest, others)):
        return any(len(tokens[0]) >= 3 for tokens in (rest, others) if tokens)
    if not rest or not others:
        return not (rest or others)[0].isdigit()
    return shared >= 4 and not (rest[-1].isdigit() and others[-1].isdigit())


def _handles(name: tuple[str, ...]) -> Iterator[str]:
    """Yield what a name gives to find its picture by: all of it, and its first long number."""
    if name:
        yield " ".join(name)
        yield from islice((token for token in name if len(token) >= 7 and _NUMBER.search(token)), 1)
