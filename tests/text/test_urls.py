from __future__ import annotations

import time

import pytest

from mediaaudit.text.urls import PictureIndex, same_picture

UUID = "3f2b9a54-1c7d-4e0a-9b1e-6a2f4c8d0e11"
OTHER_UUID = "8d0e113f-2b9a-541c-7d4e-0a9b1e6a2f4c"
SHA1 = "9a0364b9e99bb480dd25e1f0284c8555af3c1e2d"

SAME = {
    "exactly": ("https://example.com/a/bridge.jpg", "https://example.com/a/bridge.jpg"),
    "without scheme": ("//example.com/a/bridge.jpg", "https://example.com/a/bridge.jpg"),
    "relative": ("/a/bridge.jpg", "https://www.example.com/a/bridge.jpg"),
    "resize parameters": ("https://example.com/a/bridge.jpg?w=640&q=75", "https://example.com/a/bridge.jpg?w=1280"),
    "cache buster": ("https://example.com/a/bridge.jpg?20240105", "https://example.com/a/bridge.jpg"),
    "size suffix": ("https://example.com/up/bridge.jpg", "https://example.com/up/bridge-1024x768.jpg"),
    "scaled by WordPress": ("https://example.com/up/bridge-scaled.jpg", "https://example.com/up/bridge-300x200.jpg"),
    "other format": ("https://example.com/up/bridge-640w.webp", "https://example.com/up/bridge.jpg"),
    "width folder": ("https://c.example.com/w_1200,c_fill/v1/bridge.jpg", "https://c.example.com/w_320/v1/bridge.jpg"),
    "size folder": ("https://example.com/ic/720x405/p07zq3x5.jpg", "https://example.com/ic/1024x576/p07zq3x5.jpg"),
    "ratio folder": ("https://example.com/p/16:9/w_120/bridge.jpg", "https://example.com/p/4:3/w_480/bridge.jpg"),
    "bare width folder": ("https://example.com/img/1100/194191.jpg", "/img/450/194191.jpg"),
    "percent escapes": ("https://example.com/p/w_2560%2Cc_limit/Br%C3%BCcke.jpg", "https://example.com/p/Brücke.jpg"),
    "longer path": ("https://example.com/m/i/2024/5/b_18.jpg", "https://example.com/m/cache/big/m/i/2024/5/b_18.jpg"),
    "wrapped address": (
        "https://example.com/_next/image?url=https%3A%2F%2Fcdn.example.com%2Fa%2Fbridge.jpg&w=640&q=75",
        "https://cdn.example.com/a/bridge.jpg",
    ),
    "proxy": ("https://i0.wp.com/example.org/up/2024/01/bridge.jpg?w=640", "https://example.org/up/2024/01/bridge.jpg"),
    "UUID and crop": (f"https://a.example/{UUID}.jpeg?rect=3,5", f"https://b.example/{UUID}.webp?w=20"),
    "UUID folder": (f"https://example.com/{UUID}/AAABx/16x9/mill-106.jpg", f"https://example.com/{UUID}/AAABy/mill-106.jpg"),
    "UUID folder, name of a rendition": (f"https://x.example/{UUID}/large.jpg", f"https://x.example/{UUID}/thumb.jpg"),
    "hash": (f"https://x.example/c_scale%2Cw_1200/{SHA1}", f"https://x.example/c_scale%2Cw_620/{SHA1}"),
    "signed resizer": (
        "https://r.example.com/JumVcu1ZSLtPP8ui0UWaSlgi5RU=/670x503/2024/12/01/harbour-at-night.jpg",
        "https://r.example.com/LI8y19stcvIQUdzbYdH4-DAigtc=/fit-in/570x0/2024/12/01/harbour-at-night.jpg",
    ),
    "rendition number": ("https://s.example.com/image/68059583_6.jpg", "https://s.example.com/image/68059583_604.webp"),
    "group folder": ("https://x.example/storm-in-the-north-group/wide__1300x731", "https://x.example/storm-in-the-north-group/square__960x960"),
    "other host, telling name": ("https://a.example/up/storm-in-the-north.jpg", "https://b.test/up/storm-in-the-north.jpg"),
}  # fmt: skip

DIFFERENT = {
    "counter": ("https://example.com/2024/01/photo1.jpg", "https://example.com/2024/01/photo2.jpg"),
    "short names": ("https://example.com/up/p101.jpg", "https://example.com/up/p102.jpg"),
    "numbers only": ("https://example.com/gallery-of-the-storm/1.jpg", "https://example.com/gallery-of-the-storm/2.jpg"),
    "same name, other month": ("https://example.com/2024/01/photo.jpg", "https://example.com/2023/12/photo.jpg"),
    "slug of the story": ("https://example.com/i/12345/title-of-the-story.jpg", "https://example.com/i/12346/title-of-the-story.jpg"),
    "coded folder": ("https://example.com/a7Kq2f/title-of-the-story.jpg", "https://example.com/b8Lw3g/title-of-the-story.jpg"),
    "series": ("https://example.com/i/AP24010820434600-1.jpg", "https://example.com/i/AP24010820434600-2.jpg"),
    "first and second": ("https://example.com/i/AP24010820434600.jpg", "https://example.com/i/AP24010820434600-2.jpg"),
    "same day": ("https://example.com/i/20240115_north.jpg", "https://example.com/i/20240115_south.jpg"),
    "folder of the story": (f"https://example.com/{UUID}/one.jpg", f"https://example.com/{UUID}/two.jpg"),
    "other UUID, one name": (f"https://example.com/{UUID}/storm-in-the-north.jpg", f"https://example.com/{OTHER_UUID}/storm-in-the-north.jpg"),
    "script": ("https://example.com/image.php?id=1&w=9", "https://example.com/image.php?id=2&w=9"),
    "counter without extension": ("https://ads.example/1092/getCode?p=a", "https://ads.example/1092/getCode?p=b"),
    "plain name, other host": ("https://a.example/image.jpg", "https://b.test/image.jpg"),
    "plain name, other folder": ("https://a.example/x/image.jpg", "https://a.example/y/image.jpg"),
    "renditions only": ("https://a.example/v1/abc/w_640/", "https://a.example/v1/abd/w_640/"),
    "one with sizes in names": ("https://a.example/up/1200x800.jpg", "https://a.example/up/600x400.jpg"),
    "data": ("data:image/gif;base64,R0lGOD", "data:image/gif;base64,R0lGOD"),
    "empty": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize(("first", "second"), SAME.values(), ids=SAME)
def test_one_picture(first: str, second: str) -> None:
    assert same_picture(first, second)
    assert same_picture(second, first)
    assert PictureIndex([("https://example.com/else.jpg", 0), (second, 7)]).find(first) == 7


@pytest.mark.parametrize(("first", "second"), DIFFERENT.values(), ids=DIFFERENT)
def test_two_pictures(first: str, second: str) -> None:
    assert not same_picture(first, second)
    assert not same_picture(second, first)
    assert PictureIndex([(second, 7)]).find(first) is None


def test_the_first_of_several_occurrences_is_found() -> None:
    index = PictureIndex([("/a/bridge-640w.jpg", 3), ("/a/bridge.jpg", 1), ("/a/bridge.jpg", 2)])
    assert index.find("https://example.com/a/bridge-1200x800.jpg") == 1
    assert index.find_all("https://example.com/a/bridge-1200x800.jpg") == {1, 2, 3}


def test_hostile_addresses_take_linear_time() -> None:
    started = time.process_time()
    for junk in (
        "a" * 3999,
        "/" * 3999,
        "-" * 3999,
        "1x" * 1999,
        "%25" * 1300,
        "http://" * 570,
        "[" * 3999,
        "\x00\ud800",
    ):
        assert isinstance(same_picture(junk, junk), bool)
    index = PictureIndex((f"https://example.com/{UUID}/w_640/{number}", number) for number in range(5_000))
    for number in range(1_000):
        index.find(f"https://example.com/{UUID}/{number}")
    assert time.process_time() - started < 3
