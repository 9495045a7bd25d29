"""What is found out before anything is audited: an archive takes hours."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

BAD_TARGET = "gone/report.json: there is no folder"


@pytest.fixture
def idle(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of articles, and no way to audit or compare anything in it."""

    def worked(*_: object, **__: object) -> None:
        raise AssertionError("work before all was checked")

    for name in ("check.collect", "check.audit", "sharding.audit_batches", "merge.read_heads", "baseline.collect",
                 "duplicates.collect"):  # fmt: skip
        monkeypatch.setattr(f"mediaaudit.cli.{name}", worked)
    return newsroom


@pytest.mark.parametrize(
    "command",
    [
        ("check", "--format", "text,json=gone/report.json", "."),
        ("check", "-o", "gone/report.json", "."),
        ("check", "--shard", "1/2", "-o", "gone/report.json", "."),
        ("merge", "--format", "json=gone/report.json", "1.jsonl"),
        ("duplicates", "-o", "gone/report.json", "."),
        ("baseline", "create", "--file", "gone/report.json", "."),
        ("baseline", "update", "--file", "gone/report.json", "."),
    ],
    ids=" ".join,
)
def test_a_target_without_a_folder(run: Run, idle: Path, command: tuple[str, ...]) -> None:
    done = run(*command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert BAD_TARGET in done.stderr


def test_a_target_that_is_a_folder(run: Run, idle: Path) -> None:
    (idle / "out").mkdir()
    done = run("check", "--format", "json=out", ".")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "out: Is a directory" in done.stderr


UNSOUND = {
    "gone": None,
    "no JSON": "{",
    "deep": '{"schema_version":' + "[" * 100_000,
    "list": "[]",
    "endless": '{"schema_version": 1, "documents": {"a": {"b": {"rule": "ALT001", "count": Infinity}}}}',
}


@pytest.mark.parametrize("text", UNSOUND.values(), ids=UNSOUND)
@pytest.mark.parametrize("command", [("check", "."), ("merge", "1.jsonl")], ids=" ".join)
def test_a_baseline_that_is_none(run: Run, idle: Path, command: tuple[str, ...], text: str | None) -> None:
    if text is not None:
        (idle / "b.json").write_text(text)
    done = run(*command, "--baseline", "b.json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: b.json: ")


@pytest.mark.parametrize("options", [("--format", "text,json", "-o", "out"), ("--format", "text=out,json=./out")])
def test_two_formats_in_one_file(run: Run, idle: Path, options: tuple[str, ...]) -> None:
    done = run("check", *options, ".")
    assert done.exit_code == 2
    assert "text and json would both be written to" in done.stderr
    assert not (idle / "out").exists()
