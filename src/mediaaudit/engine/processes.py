"""The executor of worker processes on this machine.

A worker that dies or hangs costs what it was doing and nothing else: the item is taken apart, its parts are done one by
one by other workers, and the one that does it again is given up.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from .children import Child, Heard, death
from .executor import Item, Result, Task
from .failure import EngineError

SECONDS = 300.0  # without a sign of life; an article with a picture that hangs its decoder takes a fifth of it
AHEAD = 3  # items for each worker that may be done before they are asked for: memory does not grow with the archive
_LOOK = 1.0  # seconds; a Ctrl-C just before the waiting begins is heard when it ends
_STARTING = 120.0  # seconds for a worker to be ready: a hundredth is the rule, a machine under load takes its time
_ALONE = "With --jobs 1 none are needed."


@dataclass(frozen=True, slots=True)
class _Job:
    """An item or, once it broke a worker, one of its parts."""

    at: int
    item: Any
    part: int | None = None


@dataclass(slots=True, eq=False)
class _Worker:
    child: Child
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
        self._work = pickle.dumps(task)
        self._heard: Heard = SimpleQueue()
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
            worker.child.ask_to_end()
        for worker in self._workers:
            worker.child.wait()
            worker.child.close()
        self._workers = []

    @property
    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.job]

    def _idle(self, wanted: int) -> list[_Worker]:
        """Return as many workers that have nothing to do; those that are missing are started, all before one is used."""
        idle = [worker for worker in self._workers if worker.job is None][:wanted]
        started = [self._started() for _ in range(wanted - len(idle))]
        self._workers += started
        return idle + started

    def _started(self) -> _Worker:
        try:
            return _Worker(Child(self._work, self._heard))
        except OSError as error:
            raise EngineError(f"Worker processes cannot be started: {error.strerror}. {_ALONE}") from error

    def _give(self, worker: _Worker, job: _Job) -> None:
        worker.job, worker.alive = job, monotonic()
        worker.child.give(job.item)

    def _listen(self) -> None:
        """Wait a while for the next thing that a worker says, and give up those that have been silent for too long."""
        busy = self._busy
        if not busy:
            return
        patience = min(worker.alive + self._patience(worker) for worker in busy) - monotonic()
        try:
            child, said, value = self._heard.get(timeout=max(0.0, min(patience, _LOOK)))
        except Empty:
            pass
        else:
            worker = next((each for each in self._workers if each.child is child), None)
            if worker:  # else it was replaced, and what it still had to say does not count
                self._hear(worker, said, value)
        for worker in self._busy:
            if monotonic() - worker.alive > self._patience(worker):
                self._replace(worker, f"it was not finished after {self._patience(worker):g} seconds")

    def _patience(self, worker: _Worker) -> float:
        return self._seconds if worker.ready else max(self._seconds, _STARTING)

    def _hear(self, worker: _Worker, said: str, value: Any) -> None:
        worker.alive = monotonic()
        if said == "died":
            self._replace(worker, f"the process that worked on it died ({death(worker.child.wait())})")
        elif said == "unreadable":
            self._replace(worker, f"what came of it cannot be read ({value})")
        elif said == "failed" and not worker.ready:
            self._replace(worker, f"{type(value).__name__}: {value}")
        elif said == "failed":
            raise value
        elif said == "ready":
            worker.ready = True
        elif said == "done" and worker.job:
            job, worker.job = worker.job, None
            self._keep(job, value)

    def _replace(self, worker: _Worker, reason: str) -> None:
        """Bury a worker and see to what it was doing."""
        worker.child.ask_to_end()
        worker.child.wait()
        worker.child.close()
        self._workers.remove(worker)
        job = worker.job
        if job is None:
            return
        if not worker.ready:  # it was not the item that killed it
            self._stillborn += 1
            if self._stillborn > self._count:
                raise EngineError(f"Worker processes cannot be started: {reason}. {_ALONE}")
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
