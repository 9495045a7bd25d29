"""What one run found out about picture files serves the next, and never makes it wrong or fail."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mediaaudit import gate
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import resolve
from mediaaudit.engine import cache as module
from mediaaudit.engine import known_files, read
from mediaaudit.engine.audit import audit
from mediaaudit.engine.cache import NAME, Cache, Stamp
from mediaaudit.engine.inputs import Collecting, collect
from mediaaudit.engine.plan import Plan
from mediaaudit.model.asset import Fault, Faults
from mediaaudit.model.report import Report

PAGE = '<article><figure><img src="{}" alt="A"><figcaption>Words. Photo: Ida Lund/AFP</figcaption></figure></article>'


def jpeg(grey: int, size: tuple[int, int] = (64, 48)) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).point(lambda value: (value + grey) % 256).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles and three pictures in the working directory; one picture is cut."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for number in range(3):
        data = jpeg(40 * number)
        Path(f"{number}.jpg").write_bytes(data[:-200] if number == 2 else data)
    Path("one.html").write_text(PAGE.format("0.jpg") + PAGE.format("2.jpg"), encoding="utf-8")
    Path("two.html").write_text(PAGE.format("1.jpg"), encoding="utf-8")
    return folder


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    resolved = resolve(Config(cache_dir=tmp_path / "cache"), shipped_catalogue(), as_of="2026-05-01").plan
    return replace(resolved, limits=replace(resolved.limits, max_pixels=1_000_000))


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose facts are read, as they are."""
    names: list[str] = []
    there = read.read_file

    def spy(data: bytes, uri: str, *rest: object) -> object:
        names.append(uri)
        return there(data, uri, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(read, "read_file", spy)
    return names


@pytest.fixture
def opened_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the picture files that are opened."""
    names: list[str] = []
    there = gate.read_file

    def spy(path: Path, **how: Any) -> bytes:
        if path.suffix == ".jpg":
            names.append(path.name)
        return there(path, **how)

    monkeypatch.setattr(gate, "read_file", spy)
    return names


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as unchanged for long, whenever they were written."""
    monkeypatch.setattr(module, "RACY", -(10**12))


def run(plan: Plan) -> Report:
    return audit(collect([Path()], Collecting()), plan)


def notes(report: Report) -> list[str]:
    return [notice.message for notice in report.notifications if notice.code == "cache"]


def test_a_second_run_reads_no_picture_and_says_the_same(site: Path, plan: Plan, read_anew: list[str]) -> None:
    first = run(plan)
    assert sorted(read_anew) == ["0.jpg", "1.jpg", "2.jpg"]
    read_anew.clear()
    assert run(plan) == first == run(replace(plan, cache=None))
    assert sorted(read_anew) == ["0.jpg", "1.jpg", "2.jpg"]  # by the run without a cache alone
    assert any(finding.rule.family == "file" for finding in first.findings)


@pytest.mark.parametrize("selected", ["file", "rights", "metadata", "privacy", "FILE001"])
def test_rules_that_need_some_facts_only_use_the_cache_as_well(
    site: Path, plan: Plan, read_anew: list[str], selected: str
) -> None:
    some = resolve(Config(select=(selected,)), shipped_catalogue(), as_of=plan.as_of).plan
    some = replace(some, cache=plan.cache)
    first = run(some)
    assert read_anew
    read_anew.clear()
    assert run(some) == first
    assert read_anew == []


@pytest.mark.usefixtures("settled")
def test_a_file_that_is_as_it_was_is_not_even_opened(site: Path, plan: Plan, opened_files: list[str]) -> None:
    first = run(plan)
    assert opened_files
    opened_files.clear()
    assert run(plan) == first
    assert opened_files == []


@pytest.mark.usefixtures("settled")
def test_an_edit_is_seen_even_if_size_and_time_are_put_back(site: Path, plan: Plan, read_anew: list[str]) -> None:
    first = run(plan)
    before = Path("0.jpg").stat()
    data = Path("0.jpg").read_bytes()
    Path("0.jpg").write_bytes(data[:300] + b"\0" * (len(data) - 300))
    os.utime("0.jpg", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert Path("0.jpg").stat().st_mtime_ns == before.st_mtime_ns
    read_anew.clear()
    second = run(plan)
    assert read_anew == ["0.jpg"]
    assert second.findings != first.findings


def test_a_file_that_changed_just_now_is_not_known_by_its_state(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"a")
    cache = Cache(tmp_path / "cache")
    stamp = Stamp.of(path.stat())
    cache.note("a.jpg", stamp, "00" * 32)
    cache.note("old.jpg", stamp._replace(modified=0, changed=0), "11" * 32)
    cache.flush()
    assert cache.content_of("a.jpg", stamp) is None
    assert cache.content_of("old.jpg", stamp._replace(modified=0, changed=0)) == "11" * 32
    assert cache.content_of("old.jpg", stamp) is None
    cache.close()


def test_one_content_under_two_names_keeps_what_each_name_promises(site: Path, plan: Plan) -> None:
    Path("wrong.png").write_bytes(Path("0.jpg").read_bytes())
    Path("three.html").write_text(PAGE.format("wrong.png"), encoding="utf-8")
    first = run(plan)
    assert [finding.image_file for finding in first.findings if finding.rule.code == "FILE002"] == ["wrong.png"]
    assert [each.location.uri for each in first.findings if each.rule.code == "FILE002"] == ["three.html"]
    assert run(plan) == first


def test_other_limits_and_other_code_ask_again(
    site: Path, plan: Plan, read_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(plan)
    read_anew.clear()
    run(replace(plan, limits=replace(plan.limits, max_pixels=100)))
    assert len(read_anew) == 3
    monkeypatch.setattr(known_files, "version_of_readers", lambda: "other")
    run(plan)
    assert len(read_anew) == 6


def test_what_a_dead_decoder_left_is_not_kept(site: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    died = Faults(faults=(Fault(code="decoder-died", message="It crashed.", unusable=True),))
    monkeypatch.setattr(read, "decoder", lambda _plan: lambda _data, _uri, _metadata: (died, None))
    run(plan)
    monkeypatch.undo()
    monkeypatch.chdir(site)
    assert run(plan) == run(replace(plan, cache=None))


def _not_sqlite(path: Path) -> None:
    path.write_bytes(b"no database " * 1000)


def _damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:] = os.urandom(len(data) - 100)
    path.write_bytes(data)


def test_a_file_that_is_no_cache_is_not_touched(site: Path, plan: Plan) -> None:
    first = run(plan)
    assert plan.cache
    _not_sqlite(plan.cache / NAME)
    before = (plan.cache / NAME).read_bytes()
    again = run(plan)
    assert again.findings == first.findings
    assert ["it was not made by mediaaudit" in note for note in notes(again)] == [True]
    assert (plan.cache / NAME).read_bytes() == before


def test_a_damaged_cache_is_begun_afresh_and_said_once(site: Path, plan: Plan, read_anew: list[str]) -> None:
    first = run(plan)
    assert plan.cache
    _damaged(plan.cache / NAME)
    again = run(plan)
    assert again.findings == first.findings
    assert len(notes(again)) == 1
    assert "begun afresh" in notes(again)[0]
    read_anew.clear()
    assert run(plan) == first
    assert read_anew == []


def test_a_wrong_entry_is_read_again(site: Path, plan: Plan, read_anew: list[str]) -> None:
    first = run(plan)
    assert plan.cache
    with sqlite3.connect(plan.cache / NAME) as base:
        base.execute("UPDATE entry SET value = substr(value, 1, 20)")
    base.close()
    read_anew.clear()
    assert run(plan) == first
    assert len(read_anew) == 3
    assert run(plan) == first
    assert len(read_anew) == 3


def test_a_file_of_another_program_is_left_alone(site: Path, plan: Plan) -> None:
    assert plan.cache
    plan.cache.mkdir()
    with sqlite3.connect(plan.cache / NAME) as base:
        base.execute("CREATE TABLE recipe (name TEXT)")
    base.close()
    before = (plan.cache / NAME).read_bytes()
    report = run(plan)
    assert report.findings == run(replace(plan, cache=None)).findings
    assert ["another program" in note for note in notes(report)] == [True]
    assert (plan.cache / NAME).read_bytes() == before


def test_a_folder_that_cannot_be_made_is_said_once(site: Path, plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    report = run(replace(plan, cache=tmp_path / "taken"))
    assert report.findings == run(replace(plan, cache=None)).findings
    assert ["is not used" in note for note in notes(report)] == [True]


def test_a_full_disk_stops_writing_and_nothing_else(
    site: Path, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_anew: list[str]
) -> None:
    Path("two.html").unlink()
    run(plan)
    Path("two.html").write_text("".join(PAGE.format(f"new-{number}.jpg") for number in range(30)), encoding="utf-8")
    for number in range(30):
        Path(f"new-{number}.jpg").write_bytes(jpeg(number, (96, 64)))
    prepare = module._prepare

    def full(base: sqlite3.Connection) -> None:
        prepare(base)
        pages = base.execute("PRAGMA page_count").fetchone()[0]
        base.execute(f"PRAGMA max_page_count = {pages}")

    monkeypatch.setattr(module, "_prepare", full)
    read_anew.clear()
    report = run(plan)
    assert not {"0.jpg", "2.jpg"} & set(read_anew)  # reading goes on
    assert report.findings == run(replace(plan, cache=None)).findings
    assert ["takes nothing more" in note and "full" in note for note in notes(report)] == [True]


def test_a_folder_that_may_only_be_read_serves_and_stays(
    site: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch, read_anew: list[str]
) -> None:
    run(plan)
    assert plan.cache
    before = sorted((path.name, path.stat().st_mtime_ns) for path in plan.cache.iterdir())
    monkeypatch.setattr(module.os, "access", lambda _path, mode: mode != os.W_OK)  # who is root may write anywhere
    Path("3.jpg").write_bytes(jpeg(99))
    Path("three.html").write_text(PAGE.format("3.jpg"), encoding="utf-8")
    read_anew.clear()
    report = run(plan)
    assert read_anew == ["3.jpg"]
    assert report == run(replace(plan, cache=None))
    assert sorted((path.name, path.stat().st_mtime_ns) for path in plan.cache.iterdir()) == before


def test_several_processes_share_a_cache(site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mediaaudit", "check", ".", "--format", "json", "--as-of", "2026-05-01"]
    alone = subprocess.run([*command, "--no-cache"], capture_output=True, check=False).stdout
    many = [
        subprocess.Popen([*command, "--cache-dir", str(tmp_path / "cache")], stdout=subprocess.PIPE) for _ in range(4)
    ]
    reports = [process.communicate()[0] for process in many]
    assert [json.loads(report)["notifications"] for report in reports] == [[]] * 4
    assert reports == [alone] * 4
    cache = Cache(tmp_path / "cache")
    assert cache.contents().entries["picture"] == 3
    cache.close()


def test_what_was_used_longest_ago_goes_when_there_is_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 100_000)
    cache = Cache(tmp_path)
    for number in range(90):
        cache._today = number
        cache.put(bytes([number]), "picture", os.urandom(2000))
    cache.flush()
    cache._today = 1000
    assert cache.get(b"\x00")  # the oldest, used today
    cache.close()
    left = [number for number in range(90) if cache.get(bytes([number]))]
    assert left == [0, *range(31, 90)]
    cache.close()


def test_tables_of_another_version_are_made_anew(site: Path, plan: Plan) -> None:
    first = run(plan)
    assert plan.cache
    with sqlite3.connect(plan.cache / NAME) as base:
        base.execute("ALTER TABLE entry RENAME TO other")
        base.execute("PRAGMA user_version = 99")
    base.close()
    assert run(plan) == first
