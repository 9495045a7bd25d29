"""Bytes become text: byte order mark, declared encoding, and a fallback (HTML standard, "encoding sniffing")."""

from __future__ import annotations

import re

from mediaaudit.lazy import pattern
from mediaaudit.model.source import SourceMap

PRESCAN = 1024  # bytes searched for a declaration, as the HTML standard asks

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_COMMENT = pattern(rb"<!--.*?(?:-->|$)", re.DOTALL)
_META = pattern(rb"<meta[\s/]([^>]{0,512})", re.IGNORECASE)
_XML = pattern(rb"<\?xml[^>]{0,128}?encoding\s*=\s*[\"']([^\"'>]{1,40})", re.IGNORECASE)
_CHARSET = pattern(rb"charset\s*=\s*[\"']?\s*([^\s\"';/>]{1,40})", re.IGNORECASE)
_ASCII = pattern("[\x00-\x7f]+")
_BROKEN = pattern("[\udc80-\udcff]+")

# The Encoding Standard's labels, as codecs of Python; a label that is not here says nothing.
_CODECS = {
    "utf-8": ("utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8"),
    "cp1252": (
        "windows-1252", "cp1252", "x-cp1252", "ascii", "us-ascii", "ansi_x3.4-1968", "iso-8859-1", "iso8859-1",
        "iso88591", "iso_8859-1", "latin1", "latin-1", "l1", "cp819", "ibm819", "x-user-defined",
    ),
    "cp1250": ("windows-1250", "cp1250", "x-cp1250"),
    "cp1251": ("windows-1251", "cp1251", "x-cp1251"),
    "cp1253": ("windows-1253", "cp1253", "x-cp1253"),
    "cp1254": ("windows-1254", "cp1254", "x-cp1254", "iso-8859-9", "iso8859-9", "iso_8859-9", "latin5", "l5"),
    "cp1255": ("windows-1255", "cp1255", "x-cp1255"),
    "cp1256": ("windows-1256", "cp1256", "x-cp1256"),
    "cp1257": ("windows-1257", "cp1257", "x-cp1257"),
    "cp1258": ("windows-1258", "cp1258", "x-cp1258"),
    "iso8859-2": ("iso-8859-2", "iso8859-2", "iso_8859-2", "latin2", "l2"),
    "iso8859-3": ("iso-8859-3", "iso8859-3", "iso_8859-3", "latin3", "l3"),
    "iso8859-4": ("iso-8859-4", "iso8859-4", "iso_8859-4", "latin4", "l4"),
    "iso8859-5": ("iso-8859-5", "iso8859-5", "iso_8859-5", "cyrillic"),
    "iso8859-6": ("iso-8859-6", "iso8859-6", "iso_8859-6", "arabic"),
    "iso8859-7": ("iso-8859-7", "iso8859-7", "iso_8859-7", "greek"),
    "iso8859-8": ("iso-8859-8", "iso8859-8", "iso_8859-8", "iso-8859-8-i", "hebrew", "visual", "logical"),
    "iso8859-10": ("iso-8859-10", "iso8859-10", "latin6", "l6"),
    "iso8859-13": ("iso-8859-13", "iso8859-13"),
    "iso8859-14": ("iso-8859-14", "iso8859-14"),
    "iso8859-15": ("iso-8859-15", "iso8859-15", "iso_8859-15", "latin9", "l9"),
    "iso8859-16": ("iso-8859-16",),
    "cp874": ("windows-874", "tis-620", "iso-8859-11", "iso8859-11", "dos-874"),
    "cp866": ("ibm866", "cp866", "866"),
    "koi8-r": ("koi8-r", "koi8_r", "koi8", "koi"),
    "koi8-u": ("koi8-u", "koi8-ru"),
    "mac-roman": ("macintosh", "mac", "x-mac-roman"),
    "mac-cyrillic": ("x-mac-cyrillic", "x-mac-ukrainian"),
    "gb18030": ("gbk", "gb2312", "gb18030", "gb_2312-80", "x-gbk", "chinese", "euc-cn"),
    "big5hkscs": ("big5", "big5-hkscs", "cn-big5", "x-x-big5"),
    "euc_jp": ("euc-jp", "x-euc-jp"),
    "cp932": ("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j"),
    "iso2022_jp": ("iso-2022-jp",),
    "cp949": ("euc-kr", "ks_c_5601-1987", "ksc5601", "korean", "windows-949"),
}  # fmt: skip
_LABELS = {label: codec for codec, labels in _CODECS.items() for label in labels}


def read_source(data: bytes) -> SourceMap:
    """Return the text of a page with the way back to its bytes. Never raises.

    The encoding is that of the byte order mark, else the declared one, else UTF-8 where the bytes bear it out, else
    windows-1252. Undecodable bytes become U+FFFD in the text. Sound UTF-8 is read as such whatever is declared: saved
    pages are converted without their declaration, and hardly a text in another encoding is sound UTF-8 by accident.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, bom=len(mark))
    declared = declared_encoding(data)
    if declared and declared != "utf-8" and data.isascii():
        return _decode(data, declared)
    text = _utf8(data)
    if text is not None:
        return SourceMap(text, declared=declared == "utf-8", sound=True, data=data)
    return _decode(data, declared or _guess(data), declared=declared is not None)


def _utf8(data: bytes) -> str | None:
    """Return the text of sound UTF-8, else None."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def declared_encoding(data: bytes) -> str | None:
    """Return the codec that a ``<meta>`` or an XML declaration in the first 1,024 bytes names, or None."""
    head = data[:PRESCAN]
    head = _COMMENT.sub(b"", head) if b"<!--" in head else head
    declared = _XML.match(head) if head[:5].lower() == b"<?xml" else None
    labels = [declared[1]] if declared else []
    labels += [found[1] for meta in _META.finditer(head) if (found := _CHARSET.search(meta[1]))]
    for label in labels:
        name = label.strip().decode("ascii", "replace").lower()
        # A declaration that could be read byte by byte is not UTF-16, whatever it says (HTML standard).
        codec = "utf-8" if name.startswith(("utf-16", "utf16")) else _LABELS.get(name)
        if codec:
            return codec
    return None


def _guess(data: bytes) -> str:
    """Return UTF-8 for bytes that are mostly sound UTF-8, else windows-1252, the standard's fallback for the West."""
    foreign = _ASCII.sub("", data.decode("utf-8", "surrogateescape"))
    return "utf-8" if 2 * len(_BROKEN.sub("", foreign)) > len(foreign) else "cp1252"


def _decode(data: bytes, encoding: str, *, bom: int = 0, declared: bool = True) -> SourceMap:
    content = data[bom:]
    errors = "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
    try:
        text = content.decode(encoding, errors)
        # In a stateful encoding a stretch of text has no bytes of its own.
        exact = encoding == "utf-8" or (encoding != "iso2022_jp" and text.encode(encoding, errors) == content)
    except UnicodeError:  # stateful and two-byte codecs cannot keep every broken byte apart
        text, exact = content.decode(encoding, "replace"), False
    return SourceMap(text, encoding=encoding, errors=errors, bom=bom, exact=exact, declared=declared, data=data)
