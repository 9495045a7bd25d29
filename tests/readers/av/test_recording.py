"""Headers of sounds and films, built in memory: durations, tracks, silence, and files cut or spoilt."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.model.av import Recording
from mediaaudit.readers.av import read_recording


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", len(content) + 8, kind) + content


def track(handler: bytes, sizes: list[int]) -> bytes:
    stsz = box(b"stsz", bytes(4), struct.pack(">II", 0, len(sizes)), struct.pack(f">{len(sizes)}I", *sizes))
    return box(
        b"trak", box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12)), box(b"minf", box(b"stbl", stsz)))
    )  # fmt: skip


def mp4(seconds: float, *tracks: bytes) -> bytes:
    header = box(b"mvhd", bytes(12), struct.pack(">II", 1000, int(seconds * 1000)), bytes(80))
    return box(b"ftyp", b"isom", bytes(4)) + box(b"free") + box(b"moov", header, *tracks) + box(b"mdat", bytes(50))


def element(id_: str, content: bytes) -> bytes:
    return bytes.fromhex(id_) + (0x0100000000000000 | len(content)).to_bytes(8) + content


def webm(seconds: float, types: list[int], blocks: list[tuple[int, bytes]]) -> bytes:
    info = element(
        "1549A966", element("2AD7B1", (1_000_000).to_bytes(3)) + element("4489", struct.pack(">d", seconds * 1000))
    )
    entries = [
        element("AE", element("D7", bytes([n])) + element("83", bytes([kind]))) for n, kind in enumerate(types, 1)
    ]
    cluster = element("1F43B675", b"".join(element("A3", bytes([0x80 | n, 0, 0, 0]) + data) for n, data in blocks))
    segment = element("18538067", info + element("1654AE6B", b"".join(entries)) + cluster)
    return element("1A45DFA3", b"") + segment


def ogg_page(serial: int, packet: bytes, granule: int = 0, first: bool = False) -> bytes:
    head = b"OggS" + bytes([0, 2 if first else 0]) + struct.pack("<qIII", granule, serial, 0, 0)
    return head + bytes([1, len(packet)]) + packet


MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes
OPUS = b"OpusHead\x01\x02" + struct.pack("<HI", 312, 44100) + bytes(3)
VORBIS = b"\x01vorbis" + bytes(5) + struct.pack("<I", 44100) + bytes(14)
WAVE = (
    b"RIFF\0\0\0\0WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data" + struct.pack("<I", 16000)
)
FLAC = b"fLaC" + bytes(14) + (44100 << 44 | 1 << 41 | 15 << 36 | 88200).to_bytes(8)
LOUD, QUIET = [300] * 430, [6] * 430  # ten seconds of frames

CASES = {
    "film": (mp4(10, track(b"vide", [9000] * 9), track(b"soun", LOUD)), Recording(duration=10, has_audio=True, has_video=True)),
    "silent film": (mp4(10, track(b"vide", [9000] * 9), track(b"soun", QUIET)), Recording(duration=10, has_audio=False, has_video=True)),
    "film without sound track": (mp4(4.5, track(b"vide", [9])), Recording(duration=4.5, has_audio=False, has_video=True)),
    "fragments": (mp4(0, track(b"soun", [])), Recording(duration=None, has_audio=True, has_video=False)),
    "webm": (webm(3.5, [1, 2], [(2, bytes([n] * 9)) for n in range(80)]), Recording(duration=3.5, has_audio=True, has_video=True)),
    "silent webm": (webm(3.5, [1, 2], [(2, b"same")] * 80), Recording(duration=3.5, has_audio=False, has_video=True)),
    "webm without sound track": (webm(3.5, [1], [(1, b"x")]), Recording(duration=3.5, has_audio=False, has_video=True)),
    "mp3": (MP3_FRAME * 100, Recording(duration=41700 * 8 / 128000, has_audio=True, has_video=False)),
    "mp3 with tag": (b"ID3\x04\0\0\0\0\0\x14" + bytes(20) + MP3_FRAME * 10, Recording(duration=4170 * 8 / 128000, has_audio=True, has_video=False)),
    "mp3 with count": (MP3_FRAME[:36] + b"Xing\0\0\0\x01" + (1000).to_bytes(4) + bytes(300), Recording(duration=1152000 / 44100, has_audio=True, has_video=False)),
    "opus": (ogg_page(1, OPUS, first=True) + ogg_page(1, b"x", 96312), Recording(duration=2, has_audio=True, has_video=False)),
    "vorbis with theora": (
        ogg_page(7, b"\x80theora", first=True) + ogg_page(1, VORBIS, first=True) + ogg_page(1, b"x", 44100) + ogg_page(7, b"x", 9),
        Recording(duration=1, has_audio=True, has_video=True),
    ),
    "wave": (WAVE + bytes(16000), Recording(duration=2, has_audio=True, has_video=False)),
    "flac": (FLAC, Recording(duration=2, has_audio=True, has_video=False)),
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), CASES.values(), ids=CASES)
def test_header(data: bytes, expected: Recording) -> None:
    assert read_recording(data) == expected


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"\xff\xd8\xff\xe0" + bytes(40), b"<html>", b"%PDF-1.7", "\ufeff<html>".encode("utf-16-le")],
)
def test_what_is_no_recording(data: bytes) -> None:
    assert read_recording(data) is None


@pytest.mark.parametrize("name", CASES)
def test_every_cut_gives_an_answer(name: str) -> None:
    data = CASES[name][0]
    for end in (*range(0, min(len(data), 600), 7), len(data) - 1):
        found = read_recording(data[:end])
        assert found is None or found.duration is None or found.duration >= 0


@given(name=st.sampled_from(sorted(CASES)), place=st.integers(4, 400), spoil=st.binary(min_size=1, max_size=12))
def test_spoilt_headers_give_an_answer(name: str, place: int, spoil: bytes) -> None:
    data = CASES[name][0]
    read_recording(data[:place] + spoil + data[place + len(spoil) :])


def test_boxes_without_end_are_left() -> None:
    assert read_recording(
        box(b"ftyp") + struct.pack(">I4s", 0, b"moov") + struct.pack(">I4s", 3, b"trak")
    ) == Recording(has_audio=False, has_video=False)
