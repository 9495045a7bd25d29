"""Feeds among the inputs of ``check``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

PAGE = """<article><h1>Bridge</h1><p>The bridge is open.</p>
<figure><img src="https://img.example.org/2026/bridge-opening-4711.jpg" alt="A bridge with two red pylons">
<figcaption>The bridge is long. Photo: Ida Lund/Harbour Gazette</figcaption></figure></article>"""
FEED = """<rss><channel><item><title>Bridge</title>
<enclosure url="https://img.example.org/2026/bridge-opening-4711.jpg" type="image/jpeg"/></item></channel></rss>"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    (tmp_path / "sitemap.xml").write_text("<urlset><url/></urlset>", encoding="utf-8")
    return tmp_path


def test_a_folder_brings_its_feeds(site: Path, run: Any) -> None:
    result = run("check", "--isolated", "--select", "SHR008", "--format", "concise", ".")
    assert result.exit_code == 1
    assert "feed.xml:2:1: SHR008" in result.stdout
    assert "Ida Lund" in result.stdout


def test_a_feed_can_be_named_and_another_xml_file_cannot(site: Path, run: Any) -> None:
    assert run("check", "--isolated", "--select", "SHR008", "page.html", "feed.xml").exit_code == 1
    result = run("check", "--isolated", "page.html", "sitemap.xml")
    assert result.exit_code == 2
    assert "sitemap.xml is neither an HTML article nor a picture nor a feed" in result.stderr


def test_a_broken_feed_is_said_and_the_run_goes_on(site: Path, run: Any) -> None:
    (site / "feed.xml").write_text(FEED.replace("</channel>", ""), encoding="utf-8")
    result = run("check", "--isolated", "--select", "SHR008", "--format", "json", ".")
    assert "The feed breaks off at line 2" in result.stdout
    assert "SHR008" in result.stdout
