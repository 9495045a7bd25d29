"""A run with ``--fetch``: what is fetched, what is not, and what the report says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mediaaudit.cli import main

from .conftest import Server

PAGE = """<article><h1>New bridge opens</h1>
<p>The mayor and the builder of the bridge let the first cyclists through at noon on Saturday, in the rain.</p>
{figures}
<p>The bridge was planned for twelve years and built in three; it is the first one for cyclists alone.</p></article>"""
FIGURE = '<figure><img src="{}" alt="A bridge with two red pylons"><figcaption>The bridge. Photo: Ida Lund</figcaption></figure>'
LOGO = '<header><a href="/"><img src="{}" alt="Gazette" class="logo" width="80" height="20"></a></header>'


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Audit a page with pictures of those addresses, and return the report as JSON."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEDIAAUDIT_TRUST_CONFIG", "1")
    (tmp_path / "mediaaudit.toml").write_text(
        '[fetch]\ncache = "cache"\nallow = ["127.0.0.1/32"]\nper-second = 1000\n', encoding="utf-8"
    )

    def run(*addresses: str, flags: tuple[str, ...] = ("--fetch",), before: str = "") -> dict[str, Any]:
        page = before + PAGE.format(figures="".join(FIGURE.format(address) for address in addresses))
        (tmp_path / "page.html").write_text(page, encoding="utf-8")
        result = CliRunner().invoke(main, ["check", "page.html", "--format", "json", *flags])
        assert result.exit_code in {0, 1}, result.output
        report: dict[str, Any] = json.loads(result.stdout)
        return report

    return run


def test_nothing_is_fetched_unless_asked_for(check: Any, server: Server) -> None:
    report = check(server.url("/picture.jpg"), flags=())
    assert (report["summary"]["pictures_remote"], report["summary"]["pictures_fetched"], server.asked) == (1, 0, [])


def test_pictures_are_fetched_and_failures_are_named(check: Any, server: Server) -> None:
    urls = [server.url(path) for path in ("/picture.jpg", "/gone.jpg", "/html", "/inside")]
    report = check(*urls, before=LOGO.format(server.url("/logo.jpg")))
    counts = report["summary"]
    assert (counts["pictures_fetched"], counts["pictures_read"], counts["pictures_remote"]) == (1, 1, 4)
    assert "/logo.jpg" not in [path for path, _ in server.asked]  # no picture of the article
    said = [note["message"] for note in report["notifications"] if note["code"] == "not-fetched"]
    assert said == [
        f"{urls[1]} was not fetched: the server answered with status 404.",
        f"{urls[2]} was not fetched: the server answered with an HTML page in place of a picture.",
        f"{urls[3]} was not fetched: 127.0.0.2 leads to 127.0.0.2, which is no public address.",
    ]
    small = [finding for finding in report["findings"] if finding["name"] == "file/placeholder-image"]
    assert [finding["image"]["src"] for finding in small] == urls[:1]  # of one grey: the file itself was looked at


def test_relative_addresses_start_from_the_page_s_own(check: Any, server: Server) -> None:
    report = check("/picture.jpg", before=f'<link rel="canonical" href="{server.url("/2026/05/page.html")}">')
    assert report["summary"]["pictures_fetched"] == 1


def test_not_the_address_but_the_server_promises_a_type(check: Any, server: Server) -> None:
    report = check(server.url("/picture.png"))  # a JPEG picture that is declared as one
    assert "file/type-mismatch" not in {finding["name"] for finding in report["findings"]}
    wrong = check(server.url("/mislabelled"), flags=("--fetch", "--select", "file/type-mismatch"))
    (finding,) = wrong["findings"]
    assert "The server calls it a PNG picture, but the file is a JPEG picture" in finding["message"]
