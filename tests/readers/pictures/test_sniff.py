"""Types by content and by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.readers.pictures.sniff import EMPTY, LFS_POINTER, describe, expected_type, fits, mangled, sniff


def box(brand: bytes, *compatible: bytes) -> bytes:
    body = brand + b"\0\0\0\0" + b"".join(compatible)
    return (len(body) + 8).to_bytes(4, "big") + b"ftyp" + body + b"\0\0\0\x08mdat"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", EMPTY),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (b"GIF89a\1\0\1\0", "image/gif"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\x24\0\0\0WAVEfmt ", None),
        (b"II*\0\x08\0\0\0", "image/tiff"),
        (b"MM\0+\0\x08\0\0", "image/tiff"),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "image/bmp"),
        (b"BM is short for Bodenmais, a town", "text/plain"),
        (b"\0\0\1\0\1\0" + b"\x10\x10" + bytes(16), "image/vnd.microsoft.icon"),
        (b"\xff\x0a\xfa\x1f", "image/jxl"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
        (box(b"avif", b"mif1", b"miaf"), "image/avif"),
        (box(b"mif1", b"miaf", b"avif"), "image/avif"),
        (box(b"mif1", b"heic"), "image/heic"),
        (box(b"mif1", b"miaf"), "image/heif"),
        (b"\0\0\0\x10ftypmif3avif\0\0\0\x08mini", "image/avif"),
        (box(b"isom", b"mp41"), "video/mp4"),
        (box(b"qt  "), "video/quicktime"),
        (b"8BPS\0\1", "image/vnd.adobe.photoshop"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x1f\x8b\x08\0", "application/gzip"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n", LFS_POINTER),
        (b"<!DOCTYPE html><title>404</title>", "text/html"),
        (b"\n <!-- cached --><html><body>Gone", "text/html"),
        (b"\xef\xbb\xbf<HTML>", "text/html"),
        (b'{"error": "not found"}', "application/json"),
        (b"[[1, 2]]", "application/json"),
        (b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "application/xml"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        (b"<?xml version='1.0'?><!-- made by hand --><!DOCTYPE svg [<!ENTITY a 'b'>]>\n<svg:svg>", "image/svg+xml"),
        ("<svg/>".encode("utf-16"), "image/svg+xml"),
        (b"iVBORw0KGgoAAAANSUhEUgAA", "text/plain"),
        ("Zugriff verweigert für München".encode("latin-1"), "text/plain"),
        (bytes(64), None),
        (b"\x8b\x01\x02garbage\0\0", None),
    ],
)
def test_sniff(data, expected):
    assert sniff(data) == expected


@given(st.binary(max_size=200))
def test_sniff_takes_any_bytes(data):
    assert describe(sniff(data))


def test_sniff_is_linear_on_long_markup():
    for data in (b"<!--" * 50_000, b"<!x[" * 50_000, b"<?" * 100_000, b" " * 200_000, b"<!DOCTYPE [" * 20_000):
        sniff(data)


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("a/b/photo.JPG", "image/jpeg"),
        ("photo.jfif", "image/jpeg"),
        ("C:\\pictures\\photo.tif", "image/tiff"),
        ("https://example.com/a%2Epng?format=webp#x", "image/png"),
        ("photo.jpg.webp", "image/webp"),
        ("photo.php", None),
        ("folder.png/photo", None),
        (".png", None),
        ("", None),
        ("http://[bad", None),
    ],
)
def test_expected_type(uri, expected):
    assert expected_type(uri) == expected


def test_heif_is_a_family_name():
    assert fits("image/heic", "image/heif")
    assert fits("image/avif", "image/heif")
    assert not fits("image/avif", "image/heic")
    assert not fits("image/webp", "image/jpeg")


def test_mangled_tells_a_text_transfer():
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    assert "line ends" in (mangled(png.replace(b"\r\n", b"\n")) or "")
    assert "line ends" in (mangled(png.replace(b"\n", b"\r\n")) or "")
    assert "Latin-1" in (mangled(png.decode("latin-1").encode()) or "")
    assert "destroyed" in (mangled(png.decode("utf-8", "replace").encode()) or "")
    assert mangled(png) is None
