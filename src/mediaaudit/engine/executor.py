"""Where work is done: one interface, the engines behind it. A check never knows."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Told = Callable[[], None]


COLLECT_AFTER = 100_000  # objects, as in the command line


def spare_collector() -> None:
    """Have a worker process look for cycles seldom: what work makes refers to nothing that refers to it."""
    gc.set_threshold(COLLECT_AFTER)


def nothing() -> None:
    """Be told of progress that nobody waits for."""


class Task(Protocol[Item, Result]):
    """Work on one item at a time, here or elsewhere. Tasks, items and results must be picklable.

    ``anywhere``: neither task nor items name a file of this machine, so that it can be done in any folder of any other.
    """

    @property
    def anywhere(self) -> bool:
        """Whether the working directory does not matter."""

    def __call__(self, item: Item, told: Told = nothing) -> Result:
        """Return the result of an item. ``told`` is to be called after each of its parts, as a sign of life."""

    def parts(self, item: Item) -> Sequence[Item]:
        """Return an item in the smallest pieces that can be worked on alone."""

    def joined(self, results: Sequence[Result]) -> Result:
        """Return the result of an item from those of its parts."""

    def close(self) -> None:
        """End what the task started in this process."""

    def lost(self, part: Item, reason: str) -> Result:
        """Return the result of a part whose worker died or hung, with a notification that names it."""


class Executor(Protocol):
    """Does a task for items and yields the results in the order of the items."""

    def map(self, task: Task[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in order."""


class SerialExecutor:
    """Does everything here and now."""

    def map(self, task: Task[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in order."""
        return map(task, items)


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def executor_for(jobs: int | None, parts: int, break_even: int) -> Executor:
    """Return the executor for a number of jobs, None for one on each processor.

    ``parts`` is how much there is to do; with fewer than ``break_even`` for each of two workers they would not be ready
    before it is done here.
    """
    workers = min(jobs or cores(), parts // break_even)
    if workers < 2:
        return SerialExecutor()
    from .processes import ProcessExecutor

    return ProcessExecutor(workers)
