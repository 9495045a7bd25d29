"""Bytes to text and back: every span must find its bytes again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.model.source import SourceMap, Span
from mediaaudit.readers.html.source import declared_encoding, read_source


def piece(data: bytes, source: SourceMap, text: str) -> bytes:
    """Return the bytes that a stretch of the text came from."""
    start = source.text.index(text)
    first, last = source.byte_offset(start), source.byte_offset(start + len(text))
    assert first is not None
    assert last is not None
    return data[first:last]


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"", "utf-8", ""),
        (b"plain", "utf-8", "plain"),
        ("Zürich".encode(), "utf-8", "Zürich"),
        ("Zürich".encode("cp1252"), "cp1252", "Zürich"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "utf-8", "café"),
        ("ﬁn 😀".encode("utf-16"), "utf-16-le", "ﬁn 😀"),
        (b"\xfe\xff" + "né".encode("utf-16-be"), "utf-16-be", "né"),
        (b'<meta charset="iso-8859-1">\xe9', "cp1252", '<meta charset="iso-8859-1">é'),
        (b"<meta charset=windows-1251>\xcc\xe8\xf0", "cp1251", "<meta charset=windows-1251>Мир"),
        (b"<meta charset='shift_jis'>\x8e\xca\x90^", "cp932", "<meta charset='shift_jis'>写真"),
        (b'<meta http-equiv=Content-Type content="text/html; charset=euc-kr">\xbb\xe7\xc1\xf8', "cp949", None),
        (
            b'<?xml version="1.0" encoding="iso-8859-15"?>\xa4',
            "iso8859-15",
            '<?xml version="1.0" encoding="iso-8859-15"?>€',
        ),
        # the bytes say UTF-8, the declaration is a leftover of before the page was saved
        ("<meta charset=iso-8859-1>Pérez".encode(), "utf-8", "<meta charset=iso-8859-1>Pérez"),
        # a declaration that can be read as ASCII is not UTF-16
        (b"<meta charset=utf-16>abc", "utf-8", "<meta charset=utf-16>abc"),
        (b"<meta charset=no-such-thing>\xe9", "cp1252", "<meta charset=no-such-thing>é"),
        (b"<!-- <meta charset=koi8-r> -->\xe9", "cp1252", "<!-- <meta charset=koi8-r> -->é"),
    ],
)
def test_encodings(data: bytes, encoding: str, text: str | None):
    source = read_source(data)
    assert source.encoding == encoding
    assert text is None or source.text == text


def test_a_declaration_after_the_first_1024_bytes_says_nothing():
    assert declared_encoding(b" " * 1024 + b"<meta charset=koi8-r>") is None


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_bytes_of_a_span(newline: str, encoding: str):
    data = newline.join(["<p>", "a naïve", "", "façade", "</p>"]).encode(encoding)
    source = read_source(data)
    assert "\r" not in source.text
    codec = source.encoding
    assert piece(data, source, "naïve") == "naïve".encode(codec)
    assert piece(data, source, "façade") == "façade".encode(codec)
    assert piece(data, source, "naïve\n") == f"naïve{newline}".encode(codec)
    assert source.byte_offset(len(source.text)) == len(data)


def test_undecodable_bytes_become_one_replacement_character_each():
    data = b"<meta charset=utf-8>\xff\xfe ok \xc3 end"
    source = read_source(data)
    assert source.text == "<meta charset=utf-8>\ufffd\ufffd ok \ufffd end"
    assert piece(data, source, "end") == b"end"
    assert piece(data, source, " ok ") == b" ok "


def test_astral_characters_count_one_here_and_two_in_utf16():
    source = read_source("<p>😀 <b>x".encode())
    region = source.region(Span(source.text.index("<b>"), source.text.index("x")))
    assert (region.start_column, region.utf16_start_column) == (6, 7)
    assert (region.end_column, region.utf16_end_column) == (9, 10)


@given(st.text(alphabet=st.sampled_from("aé€😀\r\n\ufeff<>"), max_size=40), st.sampled_from(["utf-8", "utf-16-le"]))
def test_every_offset_has_its_bytes(text: str, codec: str):
    mark = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe"}[codec]
    data = mark + text.encode(codec)
    source = read_source(data)
    assert source.text == text.replace("\r\n", "\n").replace("\r", "\n")
    offsets = [source.byte_offset(offset) for offset in range(len(source.text) + 1)]
    assert offsets[0] == len(mark)
    assert offsets[-1] == len(data)
    assert offsets == sorted(set(offsets))


@given(st.binary(max_size=60))
def test_any_bytes_are_some_text(data: bytes):
    source = read_source(data)
    assert not any("\ud800" <= char <= "\udfff" for char in source.text)
    if source.exact:
        assert source.byte_offset(0) == source.bom
        assert source.byte_offset(len(source.text)) == len(data)


def test_a_truncated_utf16_file_has_no_byte_offsets():
    source = read_source("öffnen".encode("utf-16")[:-1])
    assert source.text.startswith("öffne")
    assert source.byte_offset(2) is None


def test_a_lone_surrogate_in_utf16_keeps_its_two_bytes():
    data = b"\xff\xfe" + "é".encode("utf-16-le") + b"\x00\xd8" + "<p>".encode("utf-16-le")
    source = read_source(data)
    assert source.text == "é\ufffd<p>"
    assert piece(data, source, "<p>") == "<p>".encode("utf-16-le")


def test_regions_of_a_line_of_a_megabyte_are_cut_to_a_window():
    source = read_source(b"x" * 1_000_000 + b"<img>" + b"y" * 1_000_000)
    region = source.region(Span(1_000_000, 1_000_005))
    assert "<img>" in region.snippet
    assert len(region.snippet) <= 240
    assert region.snippet[region.start_column - region.snippet_column :].startswith("<img>")
