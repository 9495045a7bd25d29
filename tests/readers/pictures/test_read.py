"""Health of picture files, made in memory and then hurt."""

from __future__ import annotations

import io
import pickle
import sys
import zlib

import imagehash
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, features
from PIL.PngImagePlugin import PngInfo

from mediaaudit.model.asset import Fault, Faults, Pixels
from mediaaudit.readers.pictures import Limits, read_picture
from mediaaudit.readers.pictures.reading import Wanted
from mediaaudit.readers.pictures.signature import Unreadable, read_signature

from .noise import noise


def scene(width: int = 96, height: int = 64, mode: str = "RGB") -> Image.Image:
    """A picture without symmetry, light in every row."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height)).point(lambda value: 60 + value // 2)
    noise = Image.radial_gradient("L").resize((width * 2, height * 2)).crop((9, 5, 9 + width, 5 + height))
    return Image.merge("RGB", (across, down, noise)).convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def read(data: bytes, uri: str = "picture", **options: object) -> tuple[Faults, Pixels | None]:
    return read_picture(data, uri, wanted=Wanted(hash=True, signature=True), **options)[:2]


def codes(faults: Faults) -> list[str]:
    return [fault.code for fault in faults.faults]


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def raw_png(width: int, height: int, rows: bytes, *, interlace: int = 0) -> bytes:
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, interlace])
    chunks = [png_chunk(b"IHDR", header), png_chunk(b"IDAT", zlib.compress(rows)), png_chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "TIFF": "tif", "BMP": "bmp", "ICO": "ico"}


@pytest.mark.parametrize(("kind", "extension"), FORMATS.items())
def test_sound_pictures_have_no_faults_and_a_hash(kind, extension):
    data = saved(scene(64, 64), kind)
    faults, pixels = read(data, f"photo.{extension}")
    assert faults == Faults()
    assert pixels is not None
    assert (pixels.width, pixels.height) == (64, 64)
    with Image.open(io.BytesIO(data)) as image:
        assert pixels.phash == int(str(imagehash.phash(image)), 16)
        assert pixels.mode == image.mode
    assert pixels.spread is not None
    assert 5 < pixels.spread < 127.5


@pytest.mark.skipif(not features.check("avif"), reason="Pillow without AVIF")
def test_avif():
    faults, pixels = read(saved(scene(), "AVIF"), "photo.avif")
    assert faults == Faults()
    assert pixels is not None
    assert pixels.width == 96


def test_hash_only_if_wanted():
    _, pixels, _ = read_picture(saved(scene(), "PNG"), "a.png")
    assert pixels == Pixels(width=96, height=64, mode="RGB")


def test_result_travels_between_processes():
    result = read(saved(scene(), "JPEG")[:-40])
    assert pickle.loads(pickle.dumps(result)) == result


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "png"), ("WEBP", "jpg"), ("GIF", "webp"), ("PNG", "jpeg")])
def test_wrong_type_is_the_first_fault_and_the_pixels_are_read(kind, extension):
    faults, pixels = read(saved(scene(), kind), f"photo.{extension}")
    assert codes(faults) == ["wrong-type"]
    assert faults.unusable is not None
    assert pixels is not None


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty", "no bytes"),
        (bytes(5000), "not-a-picture", "5,000 zero bytes"),
        (b"<!doctype html><h1>404", "not-a-picture", "HTML page"),
        (b'{"message": "not found"}', "not-a-picture", "JSON"),
        (b"version https://git-lfs.github.com/spec/v1\n", "not-a-picture", "Git LFS pointer"),
        (b"%PDF-1.4 ...", "not-a-picture", "PDF"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "not-a-picture", "MP4"),
        (b"\x89PNG\n\x1a\n\0\0", "not-a-picture", "line ends"),
        (b"\x01\x02\x03", "not-a-picture", "no known format"),
    ],
)
def test_what_is_no_picture_says_what_it_is(data, code, words):
    faults, pixels = read(data, "photo.jpg")
    assert pixels is None
    assert codes(faults) == [code]
    assert faults.unusable is not None
    assert words in faults.unusable.message


def test_a_picture_behind_junk_is_pointed_at():
    faults, _ = read(b"\x00\x01HTTP" + saved(scene(), "JPEG"), "photo.jpg")
    assert faults.faults[0].salvaged == "a JPEG picture begins at byte 6"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cut_files_are_unusable(kind, share):
    data = saved(scene(200, 150), kind)
    faults, pixels = read(data[: int(len(data) * share)], "photo")
    assert faults.unusable is not None
    assert pixels is None


def test_a_cut_jpeg_says_how_much_is_left():
    image = noise((400, 400), 80)
    data = saved(image, "JPEG")
    faults, _ = read(data[: len(data) // 2])
    cut = faults.unusable
    assert cut is not None
    assert cut.code == "truncated"
    assert cut.salvaged is not None
    assert 30 < int(cut.salvaged.split()[3]) < 70
    assert codes(faults).count("truncated") == 1


def test_damaged_pixels():
    data = bytearray(saved(noise((200, 200), 80), "PNG"))
    at = data.index(b"IDAT") + 2000
    data[at : at + 50] = bytes(50)
    faults, pixels = read(bytes(data))
    assert faults.unusable is not None
    assert pixels is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_tail_of_zeros_is_told(kind):
    data = saved(noise((200, 200), 80), kind)
    half = len(data) // 2
    tail = [fault for fault in read(data[:half] + bytes(half))[0].faults if fault.code == "zero-tail"]
    assert len(tail) == 1
    assert "50 %" in tail[0].message
    assert tail[0].offset is not None
    assert half - 8 <= tail[0].offset <= half


def test_zeros_after_the_end_are_trailing_data():
    assert codes(read(saved(scene(), "JPEG") + bytes(5000))[0]) == ["trailing-data"]


def test_one_damage_is_one_fault():
    data = bytearray(saved(noise((200, 200), 80), "PNG"))
    at = data.index(b"IDAT") + 2000
    data[at : at + 50] = bytes(50)
    faults, _ = read(bytes(data))
    assert codes(faults) == ["bad-checksum"]
    assert faults.faults[0].salvaged is not None


def test_strict_decoder_sees_a_zeroed_block():
    pytest.importorskip("simplejpeg")
    data = bytearray(saved(noise((400, 400), 60), "JPEG", quality=90))
    data[len(data) // 2 : len(data) // 2 + 4096] = bytes(4096)
    faults, _ = read(bytes(data), "photo.jpg")
    assert "damaged-pixels" in codes(faults)


def test_changed_line_ends_are_told_without_the_strict_decoder(monkeypatch):
    monkeypatch.setitem(sys.modules, "simplejpeg", None)
    data = saved(noise((300, 300), 60), "JPEG", quality=90)
    scan = data.index(b"\xff\xda")
    end = len(data) - 2
    sent = data[:scan] + data[scan:end].replace(b"\r", b"").replace(b"\n", b"\r\n") + data[end:]
    assert codes(read(sent, "photo.jpg")[0]) == ["text-transfer"]
    assert read(data, "photo.jpg")[0] == Faults()


def test_without_the_strict_decoder_pillow_decides(monkeypatch):
    monkeypatch.setitem(sys.modules, "simplejpeg", None)
    assert read(saved(scene(), "JPEG"), "photo.jpg")[0] == Faults()


def test_padding_before_the_end_is_no_damage():
    data = saved(scene(400, 300), "JPEG")
    for padding in (bytes(900), b"\x00"):
        assert read(data[:-2] + padding + data[-2:], "photo.jpg")[0].unusable is None


@pytest.mark.parametrize("interlace", [0, 1])
def test_png_with_too_few_rows(interlace):
    faults, _ = read(raw_png(20, 16, (b"\0" + b"\xc0" * 20) * 9, interlace=interlace), "photo.png")
    assert faults.unusable is not None
    assert faults.unusable.code == "missing-rows"


def test_png_with_too_few_rows_counts_them():
    faults, _ = read(raw_png(20, 16, (b"\0" + b"\xc0" * 20) * 9), "photo.png")
    assert faults.faults[0].message.startswith("Only 9 of the picture's 16 rows")
    assert faults.faults[0].salvaged == "the upper 9 rows"


def test_png_with_black_last_row_is_complete():
    rows = (b"\0" + b"\xc0" * 20) * 15 + b"\0" + bytes(20)
    assert read(raw_png(20, 16, rows), "photo.png")[0] == Faults()


@pytest.mark.parametrize("size", [(1, 1), (7, 5), (8, 8), (9, 13)])
@pytest.mark.parametrize("interlace", [0, 1])
def test_black_png_is_blank_but_complete(size, interlace):
    width, height = size
    grid = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = b""
    for x, y, dx, dy in grid if interlace else [(0, 0, 1, 1)]:
        columns = len(range(x, width, dx))
        rows += bytes(1 + columns) * len(range(y, height, dy)) if columns else b""
    faults, pixels = read(raw_png(width, height, rows, interlace=interlace), "photo.png")
    assert codes(faults) in (["blank"], ["tiny"])
    assert pixels is not None
    assert pixels.spread == 0


def test_large_text_in_a_png_is_no_damage():
    out = io.BytesIO()
    info = PngInfo()
    info.add_text("workflow", "all work and no play " * 100_000, zip=True)
    scene().save(out, "PNG", pnginfo=info)
    faults, pixels = read(out.getvalue(), "photo.png")
    assert faults == Faults()
    assert pixels is not None


def test_apng_keeps_its_frames():
    frames = [scene().rotate(angle) for angle in (0, 40, 80)]
    data = saved(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert "3 frames" in read(data, "photo.png")[0].faults[0].message


def test_scan_bomb_is_refused():
    data = saved(Image.new("L", (3000, 3000), 128), "JPEG", progressive=True)
    scan = data[data.rindex(b"\xff\xda") : -2]
    faults, pixels = read(data[:-2] + scan * 400 + data[-2:], "photo.jpg")
    assert codes(faults) == ["too-many-scans"]
    assert pixels is None


def test_pages_of_a_tiff_are_decoded():
    data = saved(scene(), "TIFF", save_all=True, append_images=[scene().rotate(90)])
    assert read(data, "photo.tif")[0] == Faults()
    start = data.index(saved(scene().rotate(90), "TIFF")[-600:-500])
    assert read(data[: start + 50], "photo.tif")[0].unusable is not None


def test_trailing_data_is_a_fault_but_no_error():
    faults, pixels = read(saved(scene(), "PNG") + b"PK\x03\x04 and more", "photo.png")
    assert codes(faults) == ["trailing-data"]
    assert faults.unusable is None
    assert pixels is not None


@pytest.mark.parametrize(
    ("image", "kind", "code"),
    [
        (Image.new("RGB", (1, 1), "red"), "PNG", "tiny"),
        (Image.new("RGB", (80, 60), "silver"), "JPEG", "blank"),
        (Image.new("RGBA", (80, 60), (9, 9, 9, 0)), "PNG", "blank"),
        (Image.new("1", (81, 60), 1), "PNG", "blank"),
        (scene(mode="CMYK"), "JPEG", "cmyk"),
        (scene(mode="CMYK"), "TIFF", "cmyk"),
        (scene(mode="L").convert("I;16"), "PNG", "high-bit-depth"),
        (scene(mode="L").convert("I;16"), "TIFF", "high-bit-depth"),
    ],
)
def test_looks(image, kind, code):
    faults, pixels = read(saved(image, kind))
    assert codes(faults) == [code]
    assert faults.unusable is None
    assert pixels is not None


def test_one_dot_is_not_blank():
    image = Image.new("L", (300, 300), 255)
    image.putpixel((171, 203), 0)
    assert read(saved(image, "PNG"))[0] == Faults()


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "LAB", "I;16", "I", "F"])
def test_every_mode_is_measured(mode):
    image = scene(mode="L" if mode in {"I;16", "LAB", "LA"} else "RGB")
    image = Image.merge("LAB", (image, image, image)) if mode == "LAB" else image.convert(mode)
    faults, pixels = read(saved(image, "TIFF"))
    assert faults.unusable is None
    assert pixels is not None
    assert pixels.phash is not None


def test_animation_is_told_and_every_frame_decoded():
    frames = [scene().rotate(angle) for angle in (0, 40, 80)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    faults, pixels = read(data, "photo.gif")
    assert codes(faults) == ["animated"]
    assert "3 frames" in faults.faults[0].message
    broken = bytearray(data)
    broken[-300:-1] = bytes(299)
    assert read(bytes(broken), "photo.gif")[0].unusable is not None
    assert pixels is not None


def test_frames_stop_at_the_pixel_limit():
    frames = [scene().rotate(angle) for angle in (0, 40, 80)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    faults, _ = read(data, limits=Limits(max_pixels=96 * 64 + 10))
    assert codes(faults) == ["frames-unchecked"]


def test_pixel_bomb_names_the_limit_and_is_not_decoded():
    bomb = raw_png(30_000, 30_000, bytes(1000))
    faults, pixels = read(bomb, "photo.png")
    assert pixels is None
    assert codes(faults) == ["too-many-pixels"]
    assert "120 megapixels" in faults.faults[0].message
    assert read(saved(scene(), "PNG"), limits=Limits(max_pixels=100))[0].unusable is not None


def test_memory_and_size_limits_are_no_verdict_on_the_file():
    data = saved(scene(), "WEBP")
    for limits in (Limits(max_inflated_bytes=1000), Limits(max_bytes=100)):
        faults, pixels = read(data, limits=limits)
        assert pixels is None
        assert faults.unusable is None
        assert "limit" in faults.faults[0].message


def test_progressive_jpeg_counts_its_coefficients():
    data = saved(scene(400, 300), "JPEG", progressive=True)
    limits = Limits(max_inflated_bytes=400 * 300 * 8)
    assert codes(read(data, limits=limits)[0]) == ["not-decoded"]
    assert read(saved(scene(400, 300), "JPEG"), limits=limits)[0] == Faults()


def test_without_a_decoder_a_sound_file_is_not_called_broken(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_jxl.JpegXLImagePlugin", None)
    faults, pixels = read(b"\xff\x0a\x38\x07\x08\x40" + bytes(40), "photo.jxl")
    assert pixels is None
    assert "mediaaudit[jxl]" in next(fault.message for fault in faults.faults if fault.code == "not-decoded")


def test_faults_that_make_it_unusable_come_first():
    faults, _ = read(saved(scene(mode="CMYK"), "TIFF"), "photo.jpg")
    assert codes(faults) == ["wrong-type", "cmyk"]


def test_nothing_is_printed(capfd):
    data = bytearray(saved(scene(), "TIFF", compression="tiff_lzw"))
    data[8:400] = b"\x5a" * 392
    faults, _ = read(bytes(data))
    assert faults.faults
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("at", "value"), [(14, b"\xb0\0\0\0"), (28, b"\x05\0"), (30, b"\x63\0"), (46, b"\xff\xff\xff\xff")]
)
def test_impossible_bmp_is_damaged_not_unsupported(at, value):
    data = bytearray(saved(scene(mode="P"), "BMP"))
    data[at : at + len(value)] = value
    fault = read(bytes(data))[0].unusable
    assert isinstance(fault, Fault)
    assert fault.code == "damaged-header"


def test_a_kind_that_exists_but_is_not_supported_is_no_damage():
    data = bytearray(saved(scene(), "BMP"))
    data[28:34] = b"\0\0\x05\0\0\0"  # a PNG inside a BMP, as printers take it
    assert "unsupported" in codes(read(bytes(data))[0])


SEEDS = [saved(scene(24, 18), kind) for kind in FORMATS] + [
    saved(scene(24, 18), "GIF", save_all=True, append_images=[scene(24, 18).rotate(90)]),
    saved(scene(24, 18), "JPEG", progressive=True),
    saved(scene(24, 18), "TIFF", compression="jpeg"),
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), st.data())
def test_hurt_files_never_raise(seed, draw):
    data = bytearray(seed)
    for _ in range(draw.draw(st.integers(1, 6))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    cut = draw.draw(st.integers(1, len(data)))
    faults, pixels = read(bytes(data[:cut]), "photo.png")
    assert isinstance(faults, Faults)
    assert pixels is None or pixels.width > 0


def scans(data: bytes) -> list[int]:
    return [at for at in range(len(data) - 1) if data[at : at + 2] == b"\xff\xda"]


JPEGS: dict[str, dict[str, object]] = {
    "baseline": {},
    "progressive": {"progressive": True},
    "restarts": {"restart_marker_blocks": 3},
    "fine colours": {"subsampling": 0, "optimize": True},
}


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("options", JPEGS.values(), ids=JPEGS)
@pytest.mark.parametrize(
    "tail", [b"", b"\xff", bytes(600), bytes(range(256)) * 16 + b"SEFT"], ids=["none", "half", "zeros", "telephone's"]
)
def test_a_jpeg_that_lacks_nothing_but_its_end_marker_can_be_used(mode, options, tail):
    data = saved(scene(mode=mode), "JPEG", **options)
    faults, pixels = read(data[:-2] + tail)
    unended = next(fault for fault in faults.faults if fault.code == "no-end-marker")
    assert faults.unusable is None
    assert "all of the picture is there" in unended.message
    assert pixels is not None
    assert pixels.phash == read(data)[1].phash


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("options", JPEGS.values(), ids=JPEGS)
@pytest.mark.parametrize("missing", [12, 60, 500])
@pytest.mark.parametrize("tail", [b"", bytes(600)], ids=["none", "zeros"])
def test_a_jpeg_that_lacks_picture_data_too_cannot(mode, options, missing, tail):
    data = saved(noise((96, 64), 40).convert(mode), "JPEG", **options)
    fault = read(data[: -2 - missing] + tail)[0].unusable
    assert fault is not None
    assert (fault.code, fault.message.endswith("the picture is cut off.")) == ("truncated", True)


def test_a_progressive_jpeg_without_its_last_scans_is_coarse_not_whole():
    data = saved(scene(), "JPEG", progressive=True)
    before_last = data.rfind(b"\xff\xc4", 0, scans(data)[-1])
    assert read(data[:before_last])[0].unusable is not None


def test_the_signature_of_a_jpeg_without_end_marker_is_that_of_the_picture():
    data = saved(scene(), "JPEG")
    assert read_signature(data[:-2]).view == read_signature(data).view
    with pytest.raises(Unreadable):
        read_signature(data[:-200])
