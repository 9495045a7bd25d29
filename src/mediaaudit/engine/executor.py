"""Where batches run: one interface, the engines behind it. A check never knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Executor(Protocol):
    """Runs a function over items and yields the results in the order of the items."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``function(item)`` for each item, in order. Function, items and results must be picklable."""


class SerialExecutor:
    """Runs everything here and now."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``function(item)`` for each item, in order."""
        return map(function, items)


class ProcessExecutor:
    """Runs batches in worker processes, started afresh (spawn) so that no state of this one leaks in."""

    def __init__(self, jobs: int) -> None:
        """Take the number of worker processes."""
        self._jobs = jobs

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``function(item)`` for each item, in order."""
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn")) as pool:
            yield from pool.map(function, items)


def executor_for(jobs: int) -> Executor:
    """Return the executor for a number of jobs; one job means no other process."""
    return ProcessExecutor(jobs) if jobs > 1 else SerialExecutor()
