"""``check --shard`` and ``merge``: a run in parts says what a run as a whole says."""

from __future__ import annotations

import json
import os
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

ROOT = Path(__file__).parents[2]
FEED = """<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><item><title>A</title>
<media:content url="pictures/bridge.jpg" medium="image"/></item></channel></rss>"""


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example newsroom with a feed, a suppression, a missing picture and a file that cannot be read as a page."""
    shutil.copytree(ROOT / "examples" / "newsroom", tmp_path, dirs_exist_ok=True)
    (tmp_path / "news.rss").write_text(FEED)
    page = '<article><h1>A</h1><!-- mediaaudit-disable-next-line ALL: tried --><img src="a.jpg"><img src="b.jpg"></article>'
    (tmp_path / "gone.html").write_text(page)
    (tmp_path / "empty.html").write_bytes(b"\xff\xfe\x00")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A generated site whose articles share pictures, credit them differently, and have near duplicates."""
    runpy.run_path(str(ROOT / "benchmarks" / "make_site.py"))["make_site"](tmp_path, 60, 15, 5)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shards(run: Run, of: int, *options: str) -> list[Path]:
    files = [Path(f"part-{number}.jsonl") for number in range(1, of + 1)]
    for number, file in enumerate(files, 1):
        assert run("check", "--shard", f"{number}/{of}", "-o", file, *options, ".").exit_code == 0
    return files


@pytest.mark.parametrize("format_", ["json", "html", "sarif", "text"])
@pytest.mark.parametrize("made", ["articles", "site"])
def test_four_shards_merged_are_one_run(run: Run, request: pytest.FixtureRequest, made: str, format_: str) -> None:
    request.getfixturevalue(made)
    rules, date = ("--isolated", "--select", "ALL"), ("--as-of", "2026-01-01")
    whole = run("check", *rules, *date, "--format", format_, ".")
    parts = shards(run, 4, *rules, *date)
    merged = run("merge", *rules, "--format", format_, parts[2], parts[0], parts[3], parts[1])
    assert merged.stdout_bytes == whole.stdout_bytes
    assert merged.exit_code == whole.exit_code == 1


def test_what_only_all_shards_together_show_is_found(run: Run, site: Path) -> None:
    parts = shards(run, 4, "--isolated")
    found = json.loads(run("merge", "--isolated", "--format", "json", *parts).stdout)["findings"]
    conflicts = [each for each in found if each["rule"] == "CRD008"]
    owner = {item["uri"]: part for part in parts for item in _inputs(part)}  # which shard audited an article
    assert any(owner[each["file"]] != owner[other["file"]] for each in conflicts for other in each["related"])


def _inputs(part: Path) -> list[dict[str, str]]:
    batches = [json.loads(line) for line in part.read_text().splitlines()[1:-1]]
    return [{"uri": item[0]} for batch in batches for item in batch["inputs"]]


def test_every_input_falls_to_one_shard(run: Run, site: Path) -> None:
    parts = shards(run, 3, "--isolated")
    names = [item["uri"] for part in parts for item in _inputs(part)]
    assert sorted(names) == sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert all(_inputs(part) for part in parts)


def test_a_baseline_holds_for_the_merged_run(run: Run, articles: Path) -> None:
    run("baseline", "create", "--isolated", ".")
    merged = run("merge", "--isolated", "--baseline", "mediaaudit-baseline.json", *shards(run, 2, "--isolated"))
    assert merged.exit_code == 0, merged.stdout


def test_an_input_that_could_not_be_audited_is_said_by_the_shard_and_fails_the_merge(run: Run, articles: Path) -> None:
    parts = []
    for number in (1, 2):
        done = run("check", "--isolated", "--shard", f"{number}/2", "-o", f"{number}.jsonl", "empty.html", "gone.txt")
        assert done.exit_code == 0
        assert "gone.txt does not exist" in done.stderr
        parts.append(f"{number}.jsonl")
    merged = run("merge", "--isolated", *parts)
    assert merged.exit_code == 2
    assert merged.stderr.count("gone.txt does not exist") == 1


def test_nothing_in_all_shards_is_nothing_to_audit(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    parts = shards(run, 2, "--isolated")
    assert run("merge", "--isolated", *parts).exit_code == 2
    assert run("merge", "--isolated", "--allow-empty", *parts).exit_code == 0


def test_shards_that_are_not_one_run_are_refused(run: Run, articles: Path) -> None:
    one, two, three = shards(run, 3, "--isolated", "--as-of", "2026-01-01")

    def refused(*files: Path, options: tuple[str, ...] = ("--isolated",)) -> str:
        done = run("merge", *options, *files)
        assert done.exit_code == 2
        assert not done.stdout
        return done.stderr

    assert "missing: 2/3" in refused(one, three)
    assert "doubled: 1/3" in refused(one, one, two, three)
    assert "other rules than this merge would use: alt/missing" in refused(
        one, two, three, options=("--isolated", "--ignore", "alt/missing")
    )
    run("check", "--isolated", "--as-of", "2026-01-02", "--shard", "3/3", "-o", "late.jsonl", ".")
    assert "differ in their date (--as-of): 2026-01-01 and 2026-01-02" in refused(one, two, Path("late.jsonl"))
    run("check", "--isolated", "--as-of", "2026-01-01", "--select", "alt", "--shard", "3/3", "-o", "few.jsonl", ".")
    assert "differ in their rules" in refused(one, two, Path("few.jsonl"))
    run("check", "--isolated", "--as-of", "2026-01-01", "--shard", "3/4", "-o", "more.jsonl", ".")
    assert "differ in their number of shards: 3 and 4" in refused(one, two, Path("more.jsonl"))


def changed(change: Callable[[list[Any]], None]) -> Callable[[str], str]:
    """Return what changes the values of a shard: its head, then the results of its batches."""

    def damage(text: str) -> str:
        lines = [json.loads(line) for line in text.splitlines()]
        change([lines[0]["head"], *(line["result"] for line in lines[1:-1])])
        return "".join(json.dumps(line) + "\n" for line in lines)

    return damage


def put(value: object, *path: int) -> Callable[[str], str]:
    """Return what puts another value in a place among the values of a shard."""

    def change(values: list[Any]) -> None:
        for at in path[:-1]:
            values = values[at]
        values[path[-1]] = value

    return changed(change)


DAMAGED: dict[str, tuple[Callable[[str], str], str]] = {
    "half": (lambda text: text[: len(text) // 2], "no JSON"),
    "no foot": (lambda text: "".join(text.splitlines(keepends=True)[:-1]), "cut short"),
    "version": (lambda text: text.replace('"version":"', '"version":"9.'), "written by mediaaudit 9."),
    "values": (lambda text: text.replace('"result":[', '"result":[["x"],'), "damaged"),
    "two feet": (lambda text: text + text.splitlines(keepends=True)[-1], "missing or doubled"),
    "list": (lambda text: "[]\n", "no part of a shard"),
    "object": (lambda text: "{}\n", "not written by"),
    "empty": (lambda text: "", "not written by"),
    "deep": (lambda text: "[" * 100_000, "no JSON"),
    "number": (put(0, 0, 0), "damaged (part 0 of 2)"),
    "number beyond": (put(3, 0, 0), "damaged (part 3 of 2)"),
    "parts without end": (put(10**9, 0, 1), "damaged (part 2 of 1000000000)"),
    "parts as text": (put("x", 0, 1), "damaged ('x' is no of)"),
    "documents": (put("x", 1, 0), "damaged ('x' is no documents)"),
    "yes for a number": (put(True, 1, 1), "damaged (True is no images)"),
    "text for a list": (put("abc", 1, 3), "damaged ('abc' is no "),
    "level": (changed(lambda values: values[1][9].append(["x", "x", "fatal", None])), "damaged ('fatal')"),
    "path": (lambda text: text.replace('"inputs":[["', '"inputs":[[7],["'), "damaged"),
    "signature": (changed(lambda values: values[1][8].append(["00", ["AAAA"]])), "damaged (not a signature"),
}


@pytest.mark.parametrize(("damage", "said"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_shard_is_refused(run: Run, articles: Path, damage: Callable[[str], str], said: str) -> None:
    one, two = shards(run, 2, "--isolated")
    two.write_text(damage(two.read_text()))
    done = run("merge", "--isolated", one, two)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("value", ["0/2", "3/2", "1", "a/b", "1/", "-1/2", "1/2/3"])
def test_a_shard_is_a_number_of_a_number(run: Run, articles: Path, value: str) -> None:
    done = run("check", "--shard", value, "-o", "x.jsonl", ".")
    assert done.exit_code == 2
    assert "as in 2/4" in done.stderr


@pytest.mark.parametrize("option", [("--format", "json"), ("--fix",), ("--statistics",), ("--baseline", "b.json")])
def test_a_shard_makes_no_report(run: Run, articles: Path, option: tuple[str, ...]) -> None:
    done = run("check", "--isolated", "--shard", "1/2", "-o", "x.jsonl", *option, ".")
    assert done.exit_code == 2
    assert "makes no report" in done.stderr
    assert not Path("x.jsonl").exists()


def test_a_shard_that_is_a_pipe_is_refused_without_reading_it(run: Run, articles: Path) -> None:
    one, _ = shards(run, 2, "--isolated")
    os.mkfifo("pipe")
    done = run("merge", "--isolated", one, "pipe")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "pipe: is no file on disk" in done.stderr
    assert run("merge", "--isolated", one, "gone").stderr == "Error: gone: No such file or directory\n"
