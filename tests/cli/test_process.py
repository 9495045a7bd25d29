"""How a command ends when its reader leaves, its streams are closed, it is told to stop, or it fails."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Run

CHECK = ("check", "--isolated", "--no-cache", "--select", "alt/missing", "bad.html")
COMMAND = [sys.executable, "-m", "mediaaudit"]


def unread() -> int:
    """Return the writing end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


def test_a_reader_who_leaves_costs_neither_files_nor_status(newsroom: Path) -> None:
    command = [*COMMAND, *CHECK, "--format", "text,json=out.json"]
    done = subprocess.run(command, stdout=unread(), stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert len(json.loads((newsroom / "out.json").read_text())["findings"]) == 1


def test_a_reader_who_leaves_ends_what_is_endless(newsroom: Path) -> None:
    lines = subprocess.Popen(
        [sys.executable, "-c", "while True: print('Photo: AFP')"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    done = subprocess.run(
        [*COMMAND, "credit", "-"], stdin=lines.stdout, stdout=unread(), stderr=subprocess.PIPE, timeout=60, check=False
    )
    lines.kill()
    lines.communicate()
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(("extra", "status"), [(("gone.html",), 2), (("--config", "gone.toml"), 2), (("-v",), 1)])
def test_nobody_reads_standard_error(newsroom: Path, extra: tuple[str, ...], status: int) -> None:
    done = subprocess.run([*COMMAND, *CHECK, *extra], stdout=subprocess.DEVNULL, stderr=unread(), check=False)
    assert done.returncode == status


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [CHECK, ("rule", "ALT001")])
def test_a_full_disk_behind_standard_output_is_said(newsroom: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "Error: standard output: No space left on device\n")


@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_closed_streams_cost_neither_files_nor_status(newsroom: Path, closed: str) -> None:
    command = [*COMMAND, *CHECK, "--format", "text,json=out.json"]
    done = subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", *command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert len(json.loads((newsroom / "out.json").read_text())["findings"]) == 1


def stopped(number: int, *, ignored: bool = False, thread: bool = False) -> subprocess.CompletedProcess[str]:
    """Audit a shard in a process of its own, which gets a signal in the middle of it."""
    code = (
        "import os, signal, sys, threading\n"
        "from mediaaudit.cli import main\n"
        "import mediaaudit.cli.sharding as sharding\n"
        "def audit_batches(*_, **__):\n"
        "    print(*(name for name in os.listdir() if name.startswith('.s.jsonl.')))\n"
        f"    {'pass' if thread else f'os.kill(os.getpid(), {number})'}\n"
        "    yield from ()\n"
        "sharding.audit_batches = audit_batches\n"
        f"{f'signal.signal({number}, signal.SIG_IGN)' if ignored else ''}\n"
        "run = lambda: main(['check', '--isolated', '--shard', '1/1', '-o', 's.jsonl', 'bad.html'])\n"
        + ("it = threading.Thread(target=run); it.start(); it.join()\n" if thread else "run()\n")
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_to_end_leaves_nothing_half_written(newsroom: Path, name: str) -> None:
    number = getattr(signal, name)
    done = stopped(number)
    assert (done.returncode, done.stderr) == (128 + number, "")
    assert done.stdout.startswith(".s.jsonl.")  # it was there
    assert sorted(each.name for each in newsroom.iterdir()) == ["bad.html", "good.html"]


def test_a_signal_that_is_ignored_stays_so(newsroom: Path) -> None:
    assert stopped(signal.SIGHUP, ignored=True).returncode == 0
    assert (newsroom / "s.jsonl").exists()


def test_signals_are_left_alone_outside_of_the_main_thread(newsroom: Path) -> None:
    done = stopped(signal.SIGTERM, thread=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert (newsroom / "s.jsonl").exists()


def test_signals_are_as_before_when_a_command_is_over(run: Run) -> None:
    before = signal.getsignal(signal.SIGTERM)
    run("--version")
    assert signal.getsignal(signal.SIGTERM) is before


def failing(error: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = (
        "from mediaaudit.cli import main\n"
        "import mediaaudit.cli.check as check\n"
        "def broken(*_, **__):\n"
        f"    raise {error}\n"
        "check.audit = broken\n"
        "main(prog_name='mediaaudit')\n"
    )
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("error", ["TypeError('odd')", "RecursionError('deep')", "EOFError()"])
def test_a_mistake_of_our_own_is_no_finding(newsroom: Path, error: str) -> None:
    done = failing(error, *CHECK)
    assert (done.returncode, done.stdout) == (2, "")
    first, version, *trace = done.stderr.splitlines()
    assert first.startswith(f"Error: mediaaudit check failed with {error.partition('(')[0]}")
    assert "please report it, with what follows, at https://" in first
    assert version.startswith("mediaaudit ")
    assert trace[0] == "Traceback (most recent call last):"
    assert any(line.strip() == 'File "<string>", line 4, in broken' for line in trace)


def test_too_little_memory_is_no_mistake_of_ours(newsroom: Path) -> None:
    done = failing("MemoryError()", *CHECK)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "not enough memory" in done.stderr


def test_interruption_and_usage_errors_end_as_ever(newsroom: Path) -> None:
    done = failing("KeyboardInterrupt", *CHECK)
    assert (done.returncode, done.stderr) == (130, "mediaaudit: stopped.\n")
    done = failing("TypeError", "check", "--nothing")
    assert done.returncode == 2
    assert "No such option" in done.stderr


def test_a_width_of_thousands_of_digits_is_none(newsroom: Path, run: Run) -> None:
    usual, endless = (run(*CHECK, env={"COLUMNS": columns}) for columns in ("", "9" * 5000))
    assert (endless.exit_code, endless.stdout) == (1, usual.stdout)
