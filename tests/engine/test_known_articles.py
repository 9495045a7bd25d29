"""Articles that an earlier run has audited are not read again, unless anything that counts has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mediaaudit.catalogue.binding import bind
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.engine import batch
from mediaaudit.engine.audit import audit
from mediaaudit.engine.gitignore import parse_pattern
from mediaaudit.engine.inputs import Collecting, collect
from mediaaudit.engine.overrides import Override
from mediaaudit.engine.plan import Plan
from mediaaudit.model.report import Report

PAGE = '<article><h1>Day {n}</h1><p>Words of the day.</p><figure><img src="{src}" alt="{alt}"></figure></article>'
RULES = ("alt/missing", "alt/file-name", "file/missing", "file/unusable", "credit/missing", "duplicate/same-file")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Report, int]]:
    """Audit the folder with a cache; return the report and how many articles were read."""
    monkeypatch.chdir(tmp_path)
    for number in range(3):
        alt = "IMG_1.JPG" if number else "A view"
        Path(f"{number}.html").write_text(PAGE.format(n=number, src=f"{number}.png", alt=alt), encoding="utf-8")
        Image.new("RGB", (200, 100 + number), (9 * number, 80, 200)).save(f"{number}.png")
    read = batch.read_article

    def go(**changes: Any) -> tuple[Report, int]:
        count = 0

        def counted(*arguments: Any) -> Any:
            nonlocal count
            count += 1
            return read(*arguments)

        monkeypatch.setattr(batch, "read_article", counted)
        bindings = tuple(bind(shipped_catalogue().find(rule)) for rule in RULES)
        plan = Plan(**{"bindings": bindings, "as_of": "2026-06-01", "cache": tmp_path / "cache", **changes})
        inputs = collect([Path(f"{number}.html") for number in range(3)], Collecting())
        return audit(inputs, plan), count

    return go


Run = Callable[..., tuple[Report, int]]


def test_nothing_is_read_twice_and_the_report_is_the_same(run: Run) -> None:
    plain, first, second = run(cache=None), run(), run()
    assert (plain[1], first[1], second[1]) == (3, 3, 0)
    assert plain[0].findings
    assert repr(plain[0]) == repr(first[0]) == repr(second[0])


def edit() -> None:
    Path("1.html").write_text(PAGE.format(n=1, src="1.png", alt="Another view"), encoding="utf-8")


def repaint() -> None:
    Image.new("RGB", (300, 300), "red").save("1.png")


def cut() -> None:
    Path("1.png").write_bytes(Path("1.png").read_bytes()[:60])


def take_away() -> None:
    Path("1.png").unlink()


@pytest.mark.parametrize("change", [edit, repaint, cut, take_away])
def test_what_changed_is_read_again_and_nothing_else(run: Run, change: Callable[[], None]) -> None:
    run()
    change()
    report, read = run()
    assert read == 1
    assert repr(report) == repr(run(cache=None)[0])


def test_a_picture_that_comes_later_is_seen(run: Run) -> None:
    take_away()
    missing, _ = run()
    repaint()
    report, read = run()
    assert read == 1
    assert repr(report) != repr(missing)
    assert repr(report) == repr(run(cache=None)[0])


def test_alternatives_that_come_and_go_are_seen(run: Run) -> None:
    Path("1.html").write_text(PAGE.format(n=1, src='1.png" srcset="1-2x.png 2x', alt="A view"), encoding="utf-8")
    missing, _ = run()
    assert [finding.message_key for finding in missing.findings if finding.rule.name == "file/missing"] == ["candidate"]
    assert run()[1] == 0
    Image.new("RGB", (400, 200), "red").save("1-2x.png")
    report, read = run()
    assert read == 1
    assert not [finding for finding in report.findings if finding.rule.name == "file/missing"]
    Path("1-2x.png").unlink()
    assert repr(run()[0]) == repr(missing)


def test_other_rules_another_date_or_other_limits_are_another_run(run: Run) -> None:
    run()
    fewer = tuple(bind(shipped_catalogue().find(rule)) for rule in RULES[:2])
    assert run(as_of="2026-06-02")[1] == 3
    assert run(bindings=fewer)[1] == 3
    assert run()[1] == 0


def test_a_damaged_entry_is_made_anew(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from mediaaudit.engine.cache import Cache

    expected, _ = run()
    get = Cache.get
    monkeypatch.setattr(Cache, "get", lambda self, key: (get(self, key) or b"")[:9] or None)
    report, read = run()
    assert (read, repr(report)) == (3, repr(expected))


def test_articles_in_which_a_check_failed_are_audited_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from mediaaudit.checks.alt import junk

    name = next(name for name, value in vars(junk).items() if getattr(value, "name", "") == "alt.file_name")

    def broken(*_: object) -> Any:
        raise ZeroDivisionError
        yield

    with monkeypatch.context() as patch:
        patch.setattr(getattr(junk, name), "function", broken)
        assert any(notice.code == "internal-error" for notice in run()[0].notifications)
    report, read = run()
    assert (read, report.notifications) == (3, ())


def test_comparisons_are_kept_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from mediaaudit.engine import copies

    rules = tuple(bind(shipped_catalogue().find(rule)) for rule in ("duplicate/near", "alt/missing"))
    expected, _ = run(bindings=rules)
    monkeypatch.setattr(copies, "_compared", lambda _: pytest.fail("compared again"))
    assert repr(run(bindings=rules)[0]) == repr(expected)


def test_overrides_of_another_folder_are_another_question(run: Run, tmp_path: Path) -> None:
    (rule,) = (bind(shipped_catalogue().find("alt/too-long")),)
    strict = bind(shipped_catalogue().find("alt/too-long"), {"max_length": 3})

    def plan(folder: Path) -> dict[str, Any]:
        patterns = tuple(filter(None, [parse_pattern("1.html")]))
        override = Override(folder=folder, globs=("1.html",), patterns=patterns, bindings={rule.rule.name: strict})
        return {"bindings": (rule,), "overrides": (override,)}

    assert len(run(**plan(tmp_path))[0].findings) == 1
    assert run(**plan(tmp_path / "elsewhere")) == (run(**plan(tmp_path / "elsewhere"), cache=None)[0], 3)
    assert len(run(**plan(tmp_path))[0].findings) == 1
