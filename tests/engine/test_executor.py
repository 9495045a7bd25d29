"""Work in other processes: in order, and what breaks a worker costs nothing but itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import resolve
from mediaaudit.engine import executor as module
from mediaaudit.engine import processes
from mediaaudit.engine.audit import audit
from mediaaudit.engine.executor import SerialExecutor, executor_for
from mediaaudit.engine.failure import EngineError
from mediaaudit.engine.inputs import Collecting, collect
from mediaaudit.engine.processes import ProcessExecutor


def test_results_come_in_the_order_of_the_items(fragile: Any) -> None:
    items = [(f"a{number}", f"b{number}") for number in range(40)]
    expected = list(SerialExecutor().map(fragile.Words(), items))
    assert list(ProcessExecutor(2).map(fragile.Words(), iter(items))) == expected
    assert list(ProcessExecutor(2).map(fragile.Words(), [])) == []


def test_a_worker_that_dies_costs_what_it_was_doing(fragile: Any) -> None:
    items = [("a", "b"), ("c", "die", "d", "leave"), ("e",), ("die",), ("f", "g")]
    assert list(ProcessExecutor(2).map(fragile.Words(), items)) == [
        ["A", "B"],
        [
            "C",
            "die: the process that worked on it died (signal SIGKILL)",
            "D",
            "leave: the process that worked on it died (exit status 3)",
        ],
        ["E"],
        ["die: the process that worked on it died (signal SIGKILL)"],
        ["F", "G"],
    ]


def test_a_worker_that_hangs_is_given_up(fragile: Any) -> None:
    found = list(ProcessExecutor(2, seconds=1.5).map(fragile.Words(), [("a", "hang", "b"), ("c",)]))
    assert found == [["A", "hang: it was not finished after 1.5 seconds", "B"], ["C"]]


def test_what_the_task_raises_is_raised_here(fragile: Any) -> None:
    with pytest.raises(ValueError, match="of the task"):
        list(ProcessExecutor(2).map(fragile.Words(), [("a",), ("raise",), ("b",)]))


def test_a_worker_whose_answer_cannot_be_read_costs_what_it_was_doing(fragile: Any) -> None:
    first, second = ProcessExecutor(2).map(fragile.Words(), [("a", "fail", "b"), ("c",)])
    assert first[0::2] == ["A", "B"]
    assert first[1].startswith("fail: what came of it cannot be read (TypeError: ")
    assert second == ["C"]


@pytest.mark.skipif(not hasattr(signal, "SIGRTMIN"), reason="there are no real-time signals here")
def test_a_signal_without_a_name_is_told_by_its_number(fragile: Any) -> None:
    assert list(ProcessExecutor(1).map(fragile.Words(), [("real-time",)])) == [
        ["real-time: the process that worked on it died (signal 40)"]
    ]


@pytest.mark.parametrize(
    ("items", "workers"), [([], 0), ([("a",)], 1), ([("die",)], 1), ([("die",), ("a",), ("b",)], 3)]
)
def test_no_worker_is_started_that_has_nothing_to_do(
    fragile: Any, monkeypatch: pytest.MonkeyPatch, items: list[tuple[str]], workers: int
) -> None:
    started: list[Any] = []
    real = processes.Child
    monkeypatch.setattr(processes, "Child", lambda *given: started.append(given) or real(*given))
    assert len(list(ProcessExecutor(2).map(fragile.Words(), items))) == len(items)
    assert len(started) <= workers


def test_workers_that_do_not_live_are_not_started_for_ever(fragile: Any) -> None:
    with pytest.raises(EngineError, match="exit status 4"):
        list(ProcessExecutor(2).map(fragile.Stillborn(), [("a",), ("b",)]))


def test_an_article_that_kills_its_worker_is_named_and_the_rest_is_audited(
    fragile: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("a", "b", "die", "z"):
        Path(f"{name}.html").write_text('<article><img src="x.jpg"></article>', encoding="utf-8")
    plan = resolve(Config(select=("alt/missing",)), shipped_catalogue(), as_of="2026-05-01").plan
    inputs = collect([Path()], Collecting())
    monkeypatch.setattr("mediaaudit.engine.audit.BatchTask", fragile.Audit)
    report = audit(inputs, plan, executor=ProcessExecutor(2))
    assert [finding.location.uri for finding in report.findings] == ["a.html", "b.html", "z.html"]
    assert [(notice.code, notice.level, notice.message) for notice in report.notifications] == [
        ("lost-input", "error", "die.html was not audited: the process that worked on it died (signal SIGKILL).")
    ]
    assert report.summary.documents == 3


@pytest.mark.parametrize(
    ("jobs", "parts", "workers"), [(1, 9999, 0), (8, 199, 0), (8, 250, 2), (None, 9999, 3), (2, 9999, 2)]
)
def test_little_work_is_done_here(monkeypatch: pytest.MonkeyPatch, jobs: int | None, parts: int, workers: int) -> None:
    monkeypatch.setattr(module, "cores", lambda: 3)
    found = executor_for(jobs, parts, 100)
    assert (found._count if isinstance(found, ProcessExecutor) else 0) == workers


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C there reaches the test as well")
def test_ctrl_c_ends_all_processes_without_a_traceback(fragile: Any, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<article></article>", encoding="utf-8")
    script = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # whoever starts the tests may ignore it
        f"sys.path.insert(0, {str(tmp_path / 'modules')!r})\n"
        "import fragile\n"
        "from mediaaudit.cli import check, main\n"
        "from mediaaudit.engine.processes import ProcessExecutor\n"
        "check.audit = lambda *_, **__: list(ProcessExecutor(2).map(fragile.Words(), [('hang',), ('hang',)]))\n"
        "if __name__ == '__main__':\n"
        f"    main(['check', {str(tmp_path)!r}])\n"
    )
    (tmp_path / "script.py").write_text(script, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "script.py")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as run:
        assert run.stderr
        workers = [int(run.stderr.readline()) for _ in range(2)]  # what work prints is no answer
        os.killpg(run.pid, signal.SIGINT)
        assert run.wait(30) == 130
        assert run.stderr.read() == "mediaaudit: stopped.\n"
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
