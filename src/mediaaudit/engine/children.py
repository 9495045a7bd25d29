"""Worker processes: each does one kind of work, item by item, started so that no state of this process leaks in.

Both sides speak pickles through the child's standard input and output: the work, then items one way, and pairs of a word
and a value the other way. Threads send and listen, so that a child which does neither never holds up this process.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from subprocess import TimeoutExpired
from threading import Thread
from typing import Any

from mediaaudit.child_process import start_python

from .executor import Task, spare_collector

PARTING = 2.0  # seconds for a child to end by itself, and what it started with it

# What a child says: "ready", "alive", "done" with a result, "failed" with an exception; of the listener's own, "died"
# and "unreadable" with the reason.
Heard = SimpleQueue[tuple["Child", str, Any]]


class Child:
    """A process that does one kind of work, in one folder."""

    def __init__(self, work: bytes, heard: Heard, folder: str | None = None) -> None:
        """Start it, in this process's working directory if ``folder`` is None. Raises OSError.

        ``work`` is the pickled task. What the child says is put into ``heard``.
        """
        with _uninterrupted():
            self._process = start_python(f"{__name__}:serve", cwd=folder)
        self._to_send: SimpleQueue[bytes | None] = SimpleQueue()
        self._threads = (
            Thread(target=self._send_all, daemon=True),
            Thread(target=self._listen, args=(heard,), daemon=True),
        )
        for thread in self._threads:
            thread.start()
        self._to_send.put(pickle.dumps(work))

    def give(self, item: object) -> None:
        """Send an item; one that does not reach a dead child is told of by the listener."""
        self._to_send.put(pickle.dumps(pickle.dumps(item)))

    def wait(self) -> int | None:
        """Return the exit status of a child that ends, None if it does not within ``PARTING``."""
        with suppress(TimeoutExpired):
            return self._process.wait(PARTING)
        return None

    def ask_to_end(self) -> None:
        """Have the child end what it is doing, and what it started."""
        self._process.terminate()

    def close(self) -> None:
        """End the process, however it is."""
        self._process.kill()
        self._process.wait()
        self._to_send.put(None)
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent yet
                assert pipe  # noqa: S101 - pipes were asked for
                pipe.close()

    def _send_all(self) -> None:
        stream = self._process.stdin
        assert stream  # noqa: S101 - a pipe was asked for
        while (data := self._to_send.get()) is not None:
            try:
                stream.write(data)
                stream.flush()
            except OSError:  # it is dead, and the listener says so
                return

    def _listen(self, heard: Heard) -> None:
        """Pass on what the child says, up to its end or the first thing that cannot be read."""
        answers = self._process.stdout
        assert answers  # noqa: S101 - a pipe was asked for
        while True:
            try:
                said, value = pickle.load(answers)  # noqa: S301 - from our own process
            except (EOFError, OSError, pickle.UnpicklingError):
                heard.put((self, "died", None))
                return
            except Exception as error:  # of the answer's own classes, as they are made again here
                heard.put((self, "unreadable", f"{type(error).__name__}: {error}"))
                return
            heard.put((self, said, value))


def death(status: int | None) -> str:
    """Return how a process ended, by its exit status; a negative one is a signal."""
    if status is not None and status < 0:
        try:
            return f"signal {signal.Signals(-status).name}"
        except ValueError:  # a real-time signal
            return f"signal {-status}"
    return f"exit status {status}"


def serve() -> None:
    """Be a child: take the work, then item after item, until there are no more. Standard output is for answers alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it could not be held back
    signal.signal(signal.SIGTERM, _end)
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what plug-ins print must not get among the answers
    spare_collector()

    def say(said: str, value: object = None) -> None:
        answers.write(pickle.dumps((said, value)))
        answers.flush()

    try:
        work: Task[object, object] = pickle.loads(pickle.load(requests))  # noqa: S301 - from our own parent
    except Exception as error:
        say("failed", error)
        return
    try:
        say("ready")
        while True:
            item = pickle.loads(pickle.load(requests))  # noqa: S301 - from our own parent
            try:
                said: tuple[str, object] = "done", work(item, lambda: say("alive"))
            except Exception as error:
                said = "failed", error
            say(*said)
    except (EOFError, OSError):  # the parent is done, or dead
        return
    finally:
        work.close()


def _end(*_: object) -> None:
    raise SystemExit(0)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back. What is started meanwhile never hears of it: children end when this process tells them to."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
