from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

PAGE = '<article><h1>Boats</h1><p>Some words before it.</p><figure><img src="a.jpg" alt="{alt}"></figure></article>'


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Image.linear_gradient("L").convert("RGB").save(tmp_path / "a.jpg")
    page = tmp_path / "page.html"
    page.write_text(PAGE.format(alt="photo"), encoding="utf-8")
    return page


def test_compare(article: Path, run) -> None:
    run("check", "--isolated", "--select", "alt/placeholder,alt/missing", "--format", "json=old.json", "page.html")
    article.write_text(PAGE.format(alt="A red boat lies at the quay"), encoding="utf-8")
    run("check", "--isolated", "--select", "alt/placeholder,alt/missing", "--format", "json=new.json", "page.html")
    done = run("report", "--compare", "old.json", "new.json")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "1 fixed, 0 new and 0 findings as before.")
    assert '"remaining": 0' in run("report", "--compare", "old.json", "new.json", "--format", "json").stdout


@pytest.mark.parametrize(
    ("content", "said"), [("[]", "is no mediaaudit report"), ("{", "is no JSON"), (None, "No such file")]
)
def test_compare_says_which_file_is_wrong(article: Path, run, content: str | None, said: str) -> None:
    if content is not None:
        Path("odd.json").write_text(content, encoding="utf-8")
    done = run("report", "--compare", "odd.json", "odd.json")
    assert done.exit_code == 2
    assert re.search(rf"odd\.json:? {said}", done.stderr)


@pytest.mark.parametrize(("megabytes", "copies"), [("8", 1), ("none", 0), ("0", 0)])
def test_the_html_report_shows_the_picture(article: Path, run, megabytes: str, copies: int) -> None:
    done = run(
        "check", "--isolated", "--select", "alt", "--format", "html=r.html", "--thumbnails", megabytes, "page.html"
    )
    assert done.exit_code == 1
    text = Path("r.html").read_text(encoding="utf-8")
    assert text.count('href="data:image/webp;base64,') == copies
    assert "ALT004" in text


@pytest.mark.parametrize("value", ["-1", "many", "nan", "501"])
def test_a_budget_that_is_none(article: Path, run, value: str) -> None:
    done = run("check", "--isolated", "--format", "html=r.html", f"--thumbnails={value}", "page.html")
    assert done.exit_code == 2
    assert "megabytes" in done.stderr


def test_statistics_names_agencies(article: Path, run) -> None:
    article.write_text(
        PAGE.format(alt="photo").replace("</figure>", "<figcaption>Boats. Photo: Ida Lund/AFP</figcaption></figure>"),
        encoding="utf-8",
    )
    done = run("check", "--isolated", "--select", "alt/placeholder", "--statistics", "page.html")
    assert done.stdout.splitlines()[1:] == ["", "Agencies", "1  AFP", "", "Photographers", "1  Ida Lund"]
