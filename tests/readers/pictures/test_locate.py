"""Addresses to files, and never out of the roots."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaaudit.readers.pictures import Located, Locator


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in (
        "site/news/page.html",
        "site/news/photo.jpg",
        "site/news/two words.jpg",
        "site/news/100%.jpg",
        "site/news/a%20b.jpg",
        "site/news/q.jpg?w=640",
        "site/news/page_files/saved.jpg",
        "site/img/top.png",
        "assets/2024/cdn.jpg",
        "elsewhere/base.jpg",
        "secret.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def locator(site: Path, **options: object) -> Locator:
    given = {"page": site / "site/news/page.html", "base_dir": None, "site_root": None, "prefixes": {}}
    return Locator(**{**given, "roots": [site / "site"], **options})


def found(located: Located, site: Path) -> str:
    if located.outcome != "file":
        return located.outcome
    assert located.path is not None
    return located.path.relative_to(site).as_posix()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("photo.jpg", "site/news/photo.jpg"),
        (" ./photo.jpg\n", "site/news/photo.jpg"),
        ("photo.jpg?w=640&h=2#top", "site/news/photo.jpg"),
        ("q.jpg?w=640", "site/news/q.jpg?w=640"),
        ("two%20words.jpg", "site/news/two words.jpg"),
        ("two words.jpg", "site/news/two words.jpg"),
        ("100%.jpg", "site/news/100%.jpg"),
        ("a%20b.jpg", "site/news/a%20b.jpg"),
        ("..\\img\\top.png", "site/img/top.png"),
        ("../img/top.png", "site/img/top.png"),
        ("/img/top.png", "site/img/top.png"),
        ("/news/photo.jpg", "site/news/photo.jpg"),
        ("Renamed_files/saved.jpg", "site/news/page_files/saved.jpg"),
        ("page_files/saved.jpg", "site/news/page_files/saved.jpg"),
        ("none.jpg", "missing"),
        ("/none.jpg", "missing"),
        ("page_files", "unreadable"),
        ("../../secret.txt", "outside"),
        ("%2e%2e/%2e%2e/secret.txt", "outside"),
        ("../../../../../../../../etc/passwd", "outside"),
        ("C:\\Windows\\a.jpg", "outside"),
        ("file:///etc/passwd", "outside"),
        ("file://server/share/a.jpg", "outside"),
        ("https://example.com/photo.jpg", "remote"),
        ("//example.com/photo.jpg", "remote"),
        ("\\\\server\\share\\a.jpg", "remote"),
        ("blob:https://example.com/1", "remote"),
        ("javascript:void(0)", "remote"),
        ("", "empty"),
        (" \n", "empty"),
        ("#", "empty"),
        ("a\0b.jpg", "missing"),
        ("a%00b.jpg", "missing"),
        ("x" * 5000 + ".jpg", "missing"),
        ("/".join(["deep"] * 5000), "missing"),
        ("\ud800.jpg", "missing"),
    ],
)
def test_locate(site, url, expected):
    assert found(locator(site).locate(url), site) == expected


def test_file_urls_only_inside_the_roots(site):
    url = (site / "site/news/two words.jpg").as_uri()
    assert found(locator(site).locate(url), site) == "site/news/two words.jpg"
    assert found(locator(site).locate((site / "secret.txt").as_uri()), site) == "outside"


def test_base_dir_comes_first_and_is_a_root(site):
    found_at = locator(site, base_dir=site / "elsewhere")
    assert found(found_at.locate("base.jpg"), site) == "elsewhere/base.jpg"
    assert found(found_at.locate("photo.jpg"), site) == "site/news/photo.jpg"
    assert found(found_at.locate("/base.jpg"), site) == "elsewhere/base.jpg"


def test_site_root_alone_decides(site):
    found_at = locator(site, site_root=site / "site/news")
    assert found(found_at.locate("/photo.jpg"), site) == "site/news/photo.jpg"
    assert found(found_at.locate("/img/top.png"), site) == "missing"


def test_prefixes(site):
    prefixes = {"https://cdn.example.com/": site / "nowhere", "https://cdn.example.com/img/": site / "assets"}
    found_at = locator(site, prefixes=prefixes)
    assert found(found_at.locate("https://cdn.example.com/img/2024/cdn.jpg?w=1"), site) == "assets/2024/cdn.jpg"
    assert found(found_at.locate("//cdn.example.com/img/2024/cdn.jpg"), site) == "assets/2024/cdn.jpg"
    assert found(found_at.locate("https://cdn.example.com/img/../../secret.txt"), site) == "outside"
    assert found(found_at.locate("https://cdn.example.com/other.jpg"), site) == "missing"
    assert found(found_at.locate("https://www.example.com/other.jpg"), site) == "remote"


def test_links_out_of_the_roots_are_refused(site):
    (site / "site/news/link.jpg").symlink_to(site / "secret.txt")
    (site / "site/out").symlink_to(site)
    (site / "site/news/inner.jpg").symlink_to(site / "site/img/top.png")
    assert found(locator(site).locate("link.jpg"), site) == "outside"
    assert found(locator(site).locate("/out/secret.txt"), site) == "outside"
    assert found(locator(site).locate("inner.jpg"), site) == "site/news/inner.jpg"


def test_link_loops_and_pipes_are_not_files(site):
    (site / "site/news/loop.jpg").symlink_to(site / "site/news/loop.jpg")
    assert locator(site).locate("loop.jpg").outcome == "missing"
    if hasattr(os, "mkfifo"):
        os.mkfifo(site / "site/news/pipe.jpg")
        assert locator(site).locate("pipe.jpg").outcome == "unreadable"


def test_without_roots_the_page_folder_is_one(site):
    found_at = locator(site, roots=[])
    assert found(found_at.locate("photo.jpg"), site) == "site/news/photo.jpg"
    assert found(found_at.locate("../img/top.png"), site) == "outside"


def test_without_a_page(site):
    nowhere = Locator(None, None, None, {}, [site])
    assert nowhere.locate("photo.jpg").outcome == "missing"
    assert nowhere.locate("https://example.com/a.jpg").outcome == "remote"


@pytest.mark.parametrize(
    ("url", "media_type", "data"),
    [
        ("data:image/png;base64," + base64.b64encode(b"\x89PNG").decode(), "image/png", b"\x89PNG"),
        ("DATA:image/GIF;charset=x;BASE64,R0lG ODlh", "image/gif", b"GIF89a"),
        ("data:image/svg+xml,%3Csvg/%3E", "image/svg+xml", b"<svg/>"),
        ("data:,", "text/plain", b""),
        ("data:image/png;base64,iVBORw", "image/png", b"\x89PNG"),
    ],
)
def test_data_urls(site, url, media_type, data):
    assert locator(site).locate(url) == Located(outcome="data", media_type=media_type, data=data)


@pytest.mark.parametrize(
    "url", ["data:image/png", "data:image/png;base64,%%%", "data:a;base64,A", "data:," + "x" * 45_000_000]
)
def test_bad_data_urls(site, url):
    assert locator(site).locate(url).outcome == "unreadable"


@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(["..", "/", "\\", "%2e", "file:", "C:", "a", "?", "\0"])).map("".join)
)
def test_any_address_stays_inside(url):
    here = Path(__file__).parent
    located = Locator(here / "page.html", None, None, {}, [here]).locate(url)
    if located.outcome == "file":
        assert located.path is not None
        assert located.path.is_relative_to(here)
