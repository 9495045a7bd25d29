from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run

ALT = ("--select", "alt/missing,alt/file-name", "--isolated")


def concise(run: Run) -> list[str]:
    return run("check", ".", *ALT, "--baseline", "known.json", "--format", "concise").stdout.splitlines()


def create(run: Run, newsroom: Path) -> None:
    (newsroom / "two.html").write_text(
        '<article><img src="b.jpg"><img src="b.jpg"><img src="c.jpg" alt="IMG_1234.JPG"></article>', encoding="utf-8"
    )
    assert run("baseline", "create", ".", *ALT, "--file", "known.json").exit_code == 0
    assert run("check", ".", *ALT, "--baseline", "known.json").exit_code == 0


def test_known_findings_do_not_fail_a_run(run: Run, newsroom: Path) -> None:
    create(run, newsroom)
    report = json.loads(run("check", ".", *ALT, "--baseline", "known.json", "--format", "json").stdout)
    assert {finding["baseline_state"] for finding in report["findings"]} == {"unchanged"}
    assert len(report["findings"]) == 4


def test_lines_above_renames_and_moves_bring_nothing_back(run: Run, newsroom: Path) -> None:
    create(run, newsroom)
    page = newsroom / "two.html"
    page.write_text("\n" * 50 + page.read_text(encoding="utf-8"), encoding="utf-8")
    (newsroom / "2026").mkdir()
    page.rename(newsroom / "2026" / "renamed.html")
    (newsroom / "bad.html").rename(newsroom / "bad-again.html")
    assert run("check", ".", *ALT, "--baseline", "known.json").exit_code == 0


def test_a_changed_alt_comes_back_alone(run: Run, newsroom: Path) -> None:
    create(run, newsroom)
    page = newsroom / "two.html"
    page.write_text(page.read_text(encoding="utf-8").replace("IMG_1234", "IMG_9999"), encoding="utf-8")
    lines = [line for line in concise(run) if "ALT" in line]
    assert len(lines) == 1
    assert "IMG_9999" in lines[0]


def test_one_more_of_the_same_is_new(run: Run, newsroom: Path) -> None:
    create(run, newsroom)
    page = newsroom / "two.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("</article>", '<img src="b.jpg"></article>'), encoding="utf-8"
    )
    assert len([line for line in concise(run) if "ALT001" in line]) == 1


def test_prune_removes_what_a_deleted_page_leaves(run: Run, newsroom: Path) -> None:
    create(run, newsroom)
    (newsroom / "two.html").unlink()
    report = json.loads(run("check", ".", *ALT, "--baseline", "known.json", "--format", "json").stdout)
    assert [notice["code"] for notice in report["notifications"]] == ["baseline-unused"]
    assert "3 entries removed" in run("baseline", "prune", ".", *ALT, "--file", "known.json").stderr
    kept = json.loads((newsroom / "known.json").read_text(encoding="utf-8"))
    assert list(kept["documents"]) == ["bad.html"]


def test_a_page_alone_leaves_the_others_known(run: Run, newsroom: Path) -> None:
    create(run, newsroom)
    assert run("check", "two.html", *ALT, "--baseline", "known.json").exit_code == 0
    assert run("baseline", "prune", "two.html", *ALT, "--file", "known.json").stderr.startswith("known.json: 0 entries")


def test_mistakes_are_named(run: Run, newsroom: Path) -> None:
    create(run, newsroom)
    assert "known.json exists" in run("baseline", "create", ".", *ALT, "--file", "known.json").stderr
    (newsroom / "broken.json").write_text("[]", encoding="utf-8")
    result = run("check", ".", *ALT, "--baseline", "broken.json")
    assert (result.exit_code, "broken.json: is not a baseline" in result.stderr) == (2, True)
    assert run("check", ".", *ALT, "--baseline", "gone.json").exit_code == 2
