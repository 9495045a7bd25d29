"""Tasks that break their worker, for the executors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

FRAGILE = """
import os, signal, sys, time
from mediaaudit.engine.batch_task import BatchTask
from mediaaudit.engine.executor import nothing

def break_down(word):
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "leave":
        os._exit(3)
    if word == "hang":
        os.write(1, b"%d\\n" % os.getpid())  # at once: several write here
        time.sleep(1000)
    if word == "raise":
        raise ValueError("of the task")
    if word == "fail":
        raise PickyError("a", "b")
    if word == "real-time":
        os.kill(os.getpid(), 40)

class PickyError(Exception):
    # written and not read: it is made again from what its base was given
    def __init__(self, what, why):
        super().__init__(f"{what}: {why}")

class Words:
    anywhere = False
    def __call__(self, item, told=nothing):
        found = []
        for word in item:
            break_down(word)
            found.append(word.upper())
            told()
        return found
    def parts(self, item):
        return [(word,) for word in item]
    def joined(self, results):
        return [word for result in results for word in result]
    def lost(self, part, reason):
        return [f"{part[0]}: {reason}"]
    def close(self):
        pass

class Stillborn(Words):
    def __setstate__(self, state):
        os._exit(4)
    def __getstate__(self):
        return {"some": "state"}

class Audit(BatchTask):
    def __call__(self, item, told=nothing):
        for each in item:
            break_down(each.path.stem)
        return super().__call__(item, told)
"""


@pytest.fixture
def fragile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module of tasks that break their worker when they are told to; workers can import it."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "fragile.py").write_text(FRAGILE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "modules")
    monkeypatch.delitem(sys.modules, "fragile", raising=False)
    import fragile  # type: ignore[import-not-found]

    return fragile
