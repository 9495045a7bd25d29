"""The executor of worker processes on this machine, each started afresh (spawn) so that no state of this one leaks in.

A worker that dies or hangs costs what it was doing and nothing else: the item is taken apart, its parts are done one by
one by other workers, and the one that does it again is given up.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any

from .executor import Item, Result, Task, spare_collector
from .failure import EngineError

SECONDS = 300.0  # without a sign of life; an article with a picture that hangs its decoder takes a fifth of it
AHEAD = 3  # items for each worker that may be done before they are asked for: memory does not grow with the archive
_LOOK = 1.0  # seconds; a Ctrl-C just before the waiting begins is heard when it ends
_PARTING = 2.0  # seconds for a worker to end its decoder


@dataclass(frozen=True, slots=True)
class _Job:
    """An item or, once it broke a worker, one of its parts."""

    at: int
    item: Any
    part: int | None = None


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    job: _Job | None = None
    alive: float = field(default_factory=monotonic)  # when it last gave a sign of life
    ready: bool = False


class ProcessExecutor:
    """Does tasks in a number of worker processes."""

    def __init__(self, workers: int, *, seconds: float = SECONDS) -> None:
        """Take the number of processes, and the wall time without a sign of life after which one is given up."""
        self._count = workers
        self._seconds = seconds

    def map(self, task: Task[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in order. Raises EngineError, and whatever the task raises."""
        pool = _Pool(task, self._count, self._seconds)
        try:
            yield from pool.results(iter(items))
        finally:
            pool.close()


class _Pool:
    def __init__(self, task: Task[Any, Any], count: int, seconds: float) -> None:
        self._task = task
        self._count = count
        self._seconds = seconds
        self._workers: list[_Worker] = []
        self._again: deque[_Job] = deque()  # parts of items that broke a worker
        self._done: dict[int, Any] = {}
        self._in_parts: dict[int, tuple[int, dict[int, Any]]] = {}  # how many parts, and results by number
        self._stillborn = 0

    def results(self, items: Iterator[Any]) -> Iterator[Any]:
        given = taken = 0
        more = True
        while True:
            jobs: list[_Job] = []
            while len(jobs) + len(self._busy) < self._count:
                if self._again:
                    jobs.append(self._again.popleft())
                elif more and given - taken < AHEAD * self._count:
                    try:
                        jobs.append(_Job(given, next(items)))
                        given += 1
                    except StopIteration:
                        more = False
                else:
                    break
            for worker, job in zip(self._idle(len(jobs)), jobs, strict=True):
                self._give(worker, job)
            while taken in self._done:
                yield self._done.pop(taken)
                taken += 1
            if not more and taken == given:
                return
            self._listen()

    def close(self) -> None:
        """End all workers; those that are at work are not waited for."""
        for worker in self._workers:
            worker.process.terminate()
        until = monotonic() + _PARTING
        for worker in self._workers:
            worker.process.join(max(0.0, until - monotonic()))
            _bury(worker)
        self._workers = []

    @property
    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.job]

    def _idle(self, wanted: int) -> list[_Worker]:
        """Return as many workers that have nothing to do; those that are missing are started, all before one is used."""
        idle = [worker for worker in self._workers if worker.job is None][:wanted]
        started = [_started(self._task) for _ in range(wanted - len(idle))]
        self._workers += started
        return idle + started

    def _give(self, worker: _Worker, job: _Job) -> None:
        worker.job, worker.alive = job, monotonic()
        with suppress(OSError):  # it is dead, and will be found to be
            worker.pipe.send(job.item)

    def _listen(self) -> None:
        """Wait a while for the next thing that a worker says, or for one to be given up."""
        busy = self._busy
        if not busy:
            return
        patience = min(worker.alive for worker in busy) + self._seconds - monotonic()
        heard = wait([worker.pipe for worker in busy], max(0.0, min(patience, _LOOK)))
        for worker in busy:
            if worker.pipe in heard:
                self._hear(worker)
            elif monotonic() - worker.alive > self._seconds:
                self._replace(worker, f"it was not finished after {self._seconds:g} seconds")

    def _hear(self, worker: _Worker) -> None:
        try:
            said, value = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(_PARTING)
            self._replace(worker, f"the process that worked on it died ({death(worker.process.exitcode)})")
            return
        except Exception as error:  # of the answer's own classes, as they are made again here
            self._replace(worker, f"what came of it cannot be read ({type(error).__name__}: {error})")
            return
        worker.alive = monotonic()
        if said == "ready":
            worker.ready = True
        elif said == "failed":
            raise value
        elif said == "done" and worker.job:
            job, worker.job = worker.job, None
            self._keep(job, value)

    def _replace(self, worker: _Worker, reason: str) -> None:
        """Bury a worker and see to what it was doing."""
        worker.process.terminate()
        worker.process.join(_PARTING)
        _bury(worker)
        self._workers.remove(worker)
        job = worker.job
        if job is None:
            return
        if not worker.ready:  # it was not the item that killed it
            self._stillborn += 1
            if self._stillborn > self._count:
                raise EngineError(f"Worker processes cannot be started: {reason}. With --jobs 1 none are needed.")
            self._again.append(job)
            return
        parts = self._task.parts(job.item) if job.part is None else (job.item,)
        if len(parts) == 1:
            self._keep(job, self._task.lost(parts[0], reason))
            return
        self._in_parts[job.at] = len(parts), {}
        self._again.extend(_Job(job.at, part, number) for number, part in enumerate(parts))

    def _keep(self, job: _Job, result: Any) -> None:
        if job.part is None:
            self._done[job.at] = result
            return
        wanted, results = self._in_parts[job.at]
        results[job.part] = result
        if len(results) == wanted:
            del self._in_parts[job.at]
            self._done[job.at] = self._task.joined([results[number] for number in range(wanted)])


def _started(task: Task[Any, Any]) -> _Worker:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, task), daemon=True)
    with _uninterrupted():
        process.start()
    theirs.close()  # so that the worker's death closes the pipe
    return _Worker(process, ours)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back. What is started meanwhile never hears of it: workers end when this process tells them to."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _bury(worker: _Worker) -> None:
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
    worker.pipe.close()


def death(status: int | None) -> str:
    """Return how a process ended, by its exit status; a negative one is a signal."""
    if status is not None and status < 0:
        try:
            return f"signal {signal.Signals(-status).name}"
        except ValueError:  # a real-time signal
            return f"signal {-status}"
    return f"exit status {status}"


def _work(pipe: Connection, task: Task[Any, Any]) -> None:
    """Be a worker: do what comes through the pipe until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it could not be held back
    signal.signal(signal.SIGTERM, _end)
    spare_collector()

    def told() -> None:
        pipe.send(("alive", None))

    try:
        pipe.send(("ready", None))
        while True:
            item = pipe.recv()
            try:
                said = "done", task(item, told)
            except Exception as error:
                said = "failed", error
            pipe.send(said)
    except (EOFError, OSError):  # the parent is done, or dead
        return
    finally:
        task.close()


def _end(*_: object) -> None:
    raise SystemExit(0)
