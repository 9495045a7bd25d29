"""Child processes of a cluster's workers: each thread of a worker has one, started in the folder of the run.

A worker may have many threads and serve other people too. A child has a processor to itself whatever the worker's other
threads do, its working directory is its own, and if it dies or hangs the worker lives.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread, local
from typing import Any

from .executor import Task, spare_collector
from .processes import death

_MAIN = "import sys; from mediaaudit.engine.children import serve; serve(sys.stdin.buffer)"
_PARTING = 2.0  # seconds from the end of what a child says to its own
_mine = local()
_all: list[Child] = []
_lock = Lock()


class ChildDiedError(RuntimeError):
    """A child died or hung while it worked on an item; the message says which."""


class NotHereError(RuntimeError):
    """A worker cannot do the work: another version, or a folder that it cannot see."""


class Child:
    """A process that does one kind of work in one folder."""

    def __init__(self, run: str, work: bytes, folder: str | None) -> None:
        """Start it, in the worker's own folder if ``folder`` is None. ``work`` is the pickled task. Raises NotHereError."""
        self.run = run
        self._ready = False
        self._heard: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        command = [sys.executable, "-c", _MAIN]
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)  # noqa: S603 - our own words
        except OSError as error:
            message = (
                f"the folder {folder} cannot be entered ({error.strerror}): all workers must see the archive there"
            )
            raise NotHereError(message) from error
        with _lock:
            _all.append(self)
        self._listener = Thread(target=_listen, args=(self._process.stdout, self._heard), daemon=True)
        self._listener.start()
        with suppress(OSError):  # it is dead, and will be found to be
            self._send(work)

    def do(self, item: object, seconds: float) -> Any:
        """Return the result of an item. Raises what the work raises, NotHereError, and ChildDiedError.

        ``seconds`` is the wall time without a sign of life after which the child is given up.
        """
        with suppress(OSError):
            self._send(pickle.dumps(item))
        while True:
            try:
                said, value = self._heard.get(timeout=seconds)
            except Empty:
                raise self._given_up(f"it was not finished after {seconds:g} seconds") from None
            if said == "done":
                return value
            if said == "ready":
                self._ready = True
            elif said == "failed" and self._ready:
                raise value
            elif said == "failed":
                raise self._given_up(f"{type(value).__name__}: {value}") from value
            elif said == "unreadable":
                raise self._given_up(f"what came of it cannot be read ({value})")
            elif said == "died":
                with suppress(subprocess.TimeoutExpired):  # so that it is its own end that is told
                    self._process.wait(_PARTING)
                self.close()
                raise self._given_up(f"the process that worked on it died ({death(self._process.returncode)})")

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent yet
                assert pipe  # noqa: S101 - pipes were asked for
                pipe.close()
        with _lock:
            if self in _all:
                _all.remove(self)

    def _given_up(self, reason: str) -> Exception:
        """End the process and return what to raise: before it was ready it was not the item that was wrong."""
        self.close()
        return ChildDiedError(reason) if self._ready else NotHereError(f"the work cannot be begun there: {reason}")

    def _send(self, data: bytes) -> None:
        assert self._process.stdin  # noqa: S101 - a pipe was asked for
        pickle.dump(data, self._process.stdin)
        self._process.stdin.flush()


def _listen(answers: Any, heard: SimpleQueue[tuple[str, Any]]) -> None:
    """Pass on what a child says, up to its end or the first thing that cannot be read."""
    while True:
        try:
            heard.put(pickle.load(answers))  # noqa: S301 - from our own process
        except (EOFError, OSError, pickle.UnpicklingError):
            heard.put(("died", None))
            return
        except Exception as error:  # of the answer's own classes, as they are made again here
            heard.put(("unreadable", f"{type(error).__name__}: {error}"))
            return


def do(run: str, version: str, folder: str | None, seconds: float, work: bytes, item: object) -> Any:
    """Return the result of an item, made by this thread's child for the run. This is what workers are asked to call."""
    from mediaaudit.version import __version__

    if version != __version__:
        raise NotHereError(f"mediaaudit {__version__} is installed there, and {version} here")
    child: Child | None = getattr(_mine, "child", None)
    if child is None or child.run != run or child not in _all:
        if child:
            child.close()
        child = _mine.child = Child(run, work, folder)
    return child.do(item, seconds)


def close_all(run: str) -> None:
    """End the children of a run in this process."""
    for child in [child for child in _all if child.run == run]:
        child.close()


def serve(requests: Any) -> None:
    """Be a child: take the work, then item after item, until there are no more. Standard output is for answers alone."""
    import os

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what plug-ins print goes to the worker's log
    spare_collector()

    def say(said: str, value: object = None) -> None:
        answers.write(pickle.dumps((said, value)))
        answers.flush()

    try:
        work: Task[object, object] = pickle.loads(pickle.load(requests))  # noqa: S301 - from our own parent
    except Exception as error:
        say("failed", error)
        return
    say("ready")
    while True:
        try:
            item = pickle.loads(pickle.load(requests))  # noqa: S301 - from our own parent
        except EOFError:
            work.close()
            return
        try:
            result = work(item, lambda: say("alive"))
        except Exception as error:
            say("failed", error)
        else:
            say("done", result)
