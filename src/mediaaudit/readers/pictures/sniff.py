"""What a file is, by its first bytes; and what its name says it is."""

from __future__ import annotations

import re
from urllib.parse import unquote

from mediaaudit.lazy import pattern

EMPTY = "inode/x-empty"  # as file(1) calls it
LFS_POINTER = "text/x-git-lfs-pointer"
HTML = "text/html"
JSON = "application/json"
XML = "application/xml"
TEXT = "text/plain"
SVG = "image/svg+xml"

HEAD = 4096  # bytes that decide: an SVG may open with a long licence comment

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"II+\0", "image/tiff"),  # BigTIFF
    (0, b"MM\0+", "image/tiff"),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
    (0, b"\xff\x0a", "image/jxl"),  # bare codestream
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
    (0, b"\xff\x4f\xff\x51", "image/jp2"),  # bare codestream
    (0, b"8BPS", "image/vnd.adobe.photoshop"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"%!PS-Adobe", "application/postscript"),
    (0, b"\xc5\xd0\xd3\xc6", "application/postscript"),  # EPS with a preview
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"version https://git-lfs.github.com/spec/", LFS_POINTER),
    (4, b"moov", "video/quicktime"),
    (4, b"mdat", "video/quicktime"),
    (4, b"wide", "video/quicktime"),
)

# Brands of an ISO base media file (ISO/IEC 14496-12), the telling ones first: a file lists several.
_BRANDS: tuple[tuple[bytes, str], ...] = (
    (b"avif", "image/avif"),
    (b"avis", "image/avif"),
    (b"heic", "image/heic"),
    (b"heix", "image/heic"),
    (b"heim", "image/heic"),
    (b"heis", "image/heic"),
    (b"hevc", "image/heic"),
    (b"hevx", "image/heic"),
    (b"crx ", "image/x-canon-cr3"),
    (b"jp2 ", "image/jp2"),
    (b"mif1", "image/heif"),
    (b"mif2", "image/heif"),
    (b"mif3", "image/heif"),
    (b"msf1", "image/heif"),
    (b"qt  ", "video/quicktime"),
)

_EXTENSIONS: dict[str, str] = {
    **dict.fromkeys(("jpg", "jpeg", "jpe", "jfif", "pjpeg", "pjp"), "image/jpeg"),
    **dict.fromkeys(("png", "apng"), "image/png"),
    **dict.fromkeys(("tif", "tiff"), "image/tiff"),
    **dict.fromkeys(("bmp", "dib"), "image/bmp"),
    **dict.fromkeys(("heif", "hif"), "image/heif"),
    **dict.fromkeys(("jp2", "j2k", "j2c", "jpf", "jpx"), "image/jp2"),
    **dict.fromkeys(("ico", "cur"), "image/vnd.microsoft.icon"),
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "heic": "image/heic",
    "jxl": "image/jxl",
    "svg": SVG,
    "psd": "image/vnd.adobe.photoshop",
    "pdf": "application/pdf",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
}

_NAMES: dict[str, str] = {
    EMPTY: "an empty file",
    LFS_POINTER: "a Git LFS pointer (the picture itself was never downloaded)",
    HTML: "an HTML page",
    JSON: "a JSON document",
    XML: "an XML document",
    TEXT: "a text file",
    SVG: "an SVG drawing",
    "application/pdf": "a PDF document",
    "application/postscript": "a PostScript file",
    "application/zip": "a ZIP archive",
    "application/gzip": "a gzip archive (packed for the transfer and never unpacked)",
    "image/vnd.adobe.photoshop": "a Photoshop document",
    "image/vnd.microsoft.icon": "a Windows icon",
    "image/jp2": "a JPEG 2000 picture",
    "image/x-canon-cr3": "a Canon raw picture",
    "image/jpeg": "a JPEG picture",
    "image/png": "a PNG picture",
    "image/gif": "a GIF picture",
    "image/webp": "a WebP picture",
    "image/avif": "an AVIF picture",
    "image/heic": "a HEIC picture",
    "image/heif": "a HEIF picture",
    "image/tiff": "a TIFF picture",
    "image/bmp": "a BMP picture",
    "image/jxl": "a JPEG XL picture",
    "video/mp4": "an MP4 video",
    "video/quicktime": "a QuickTime video",
    "video/webm": "a Matroska or WebM video",
}

# What a picture's signature becomes when the file is sent as text: line ends changed, or characters recoded.
_MANGLED: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\n\x1a\n", "a PNG picture whose line ends were changed in a text transfer"),
    (b"\x89PNG\r\r\n\x1a\r\n", "a PNG picture whose line ends were changed in a text transfer"),
    (b"\xc2\x89PNG", "a PNG picture that was recoded from Latin-1 to UTF-8 as if it were text"),
    (b"\xc3\xbf\xc3\x98\xc3\xbf", "a JPEG picture that was recoded from Latin-1 to UTF-8 as if it were text"),
    (b"\xef\xbf\xbdPNG", "a PNG picture that was read and written as text, which destroyed it"),
    (b"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", "a binary file that was read and written as text, which destroyed it"),
)

_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b") + b"\x7f"
_MARKUP_LEAD = pattern(rb"(?:\s|<\?[^>]{0,2000}>|<!--.{0,3500}?-->|<![^\[>]{0,600}(?:\[.{0,3000}?\]\s*)?>)*", re.DOTALL)
_HTML_TAG = pattern(rb"<(?:html|head|body|title|meta|script|div|p|h1|table|iframe|link|style|center)\b", re.IGNORECASE)
_SVG_TAG = pattern(rb"<(?:[\w.-]{1,40}:)?svg[\s>/]")


def sniff(data: bytes) -> str | None:
    """Return the media type of a file's content, or None where the bytes are of no known format.

    Pictures, and what newsrooms find under a picture's name: web pages, JSON, Git LFS pointers, text, PDF, video,
    archives, nothing at all (``EMPTY``).
    """
    if not data:
        return EMPTY
    for offset, signature, media_type in _SIGNATURES:
        if data.startswith(signature, offset):
            return media_type
    head = data[:HEAD]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _brand(head)
    if head[:4] in {b"\0\0\1\0", b"\0\0\2\0"} and head[5:6] == b"\0" and head[4:5] != b"\0" and len(head) >= 22:
        return "image/vnd.microsoft.icon"
    if head[:2] == b"BM" and b"\0" in head[2:32]:
        return "image/bmp"
    return _text_type(head)


def _brand(head: bytes) -> str:
    size = min(max(int.from_bytes(head[:4], "big"), 16), 512)
    first = 12 if head[8:12] == b"mif3" else 16  # a minimised file names its codec in place of a version
    brands = {head[8:12], *(head[at : at + 4] for at in range(first, size, 4))}
    return next((media_type for brand, media_type in _BRANDS if brand in brands), "video/mp4")


def _text_type(head: bytes) -> str | None:
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        head = head.decode("utf-16", "replace").encode()
    elif head.startswith(b"\xef\xbb\xbf"):
        head = head[3:]
    lead = _MARKUP_LEAD.match(head)
    body = head[lead.end() :] if lead else head
    if _SVG_TAG.match(body):
        return SVG
    if head.translate(None, _CONTROL) != head:
        return None
    if not _is_text(head):
        return None
    lower = head[: lead.end() if lead else 0].lower()
    if b"<!doctype html" in lower or _HTML_TAG.match(body):
        return HTML
    if body.startswith(b"<"):
        return XML
    return JSON if re.match(rb"\{\s*[\"}]|\[\s*[\[{\"\]]", body) else TEXT


def _is_text(head: bytes) -> bool:
    """Tell text: UTF-8 (the cut may split a character) or mostly printable bytes of another charset."""
    try:
        head[: len(head) - 4 if len(head) == HEAD else len(head)].decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) - 4 <= error.start:
            return True
        return sum(byte >= 0x80 for byte in head) * 5 < len(head)
    return True


def expected_type(uri: str) -> str | None:
    """Return the media type that the extension of a path or URL promises, or None where it promises nothing.

    Query and fragment of a URL do not count; a path is taken as it is.
    """
    path = uri
    if "://" in uri:  # not urlsplit: it raises on broken hosts
        path = unquote(re.split(r"[?#]", uri.partition("://")[2], maxsplit=1)[0].partition("/")[2])
    name = re.split(r"[/\\]", path)[-1]
    stem, dot, extension = name.rpartition(".")
    return _EXTENSIONS.get(extension.lower()) if dot and stem else None


def fits(actual: str, expected: str) -> bool:
    """Return whether content of a type may bear a name of another: HEIF is the family name of HEIC and AVIF."""
    family = {"image/heif", "image/heic"}
    if expected == "image/heif":
        return actual in {*family, "image/avif"}
    return actual == expected or (actual in family and expected in family)


def describe(media_type: str | None) -> str:
    """Return a type in words, with an article: "a JPEG picture", "an HTML page"."""
    if media_type is None:
        return "data of no known format"
    return _NAMES.get(media_type, f"a file of type {media_type}")


def mangled(data: bytes) -> str | None:
    """Return what a file was before a text transfer destroyed it, in words; None where nothing tells."""
    return next((words for signature, words in _MANGLED if data.startswith(signature)), None)
