"""The executor of a dask.distributed cluster that is there already: batches are its tasks, results come back in order.

Workers read articles and pictures themselves: from storage, or they are to see the archive at the same path. A task whose worker is gone
is done by another one; that is the scheduler's work.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from mediaaudit.version import __version__

from .children import ChildDiedError, NotHereError, close_all, do
from .executor import Item, Result, Task
from .failure import EngineError

AHEAD = 3  # batches for each thread of the cluster that are handed out before their results are asked for
SECONDS = 20  # to find the scheduler


class DaskExecutor:
    """Runs batches as tasks of a cluster."""

    def __init__(self, address: str) -> None:
        """Take the address of the scheduler, as dask writes it: ``tcp://HOST:PORT``."""
        self.address = address

    def map(self, task: Task[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in order. Raises EngineError."""
        try:
            from distributed import Client
        except ImportError as error:
            raise EngineError("dask is not installed here: install mediaaudit[dask]") from error
        try:
            client = Client(self.address, timeout=SECONDS, set_as_default=False)
        except OSError as error:
            raise EngineError(f"{self.address}: no scheduler answers ({error})") from error
        run = os.urandom(16).hex()
        with client:
            try:
                yield from _results(client, run, task, iter(items))
            finally:
                client.run(close_all, run, on_error="ignore")


def _results(client: Any, run: str, task: Task[Any, Any], items: Iterator[Any]) -> Iterator[Any]:
    # The work is a task of its own and not scattered data, which would be lost with the worker that holds it.
    work = client.submit(bytes, pickle.dumps(task), pure=False)
    folder = None if task.anywhere else os.getcwd()  # noqa: PTH109 - a text, to be sent
    pending: deque[Any] = deque()
    more = True
    while more or pending:
        while more and len(pending) < AHEAD * max(1, sum(client.nthreads().values())):
            item = next(items, None)
            if item is None:
                more = False
            else:
                pending.append(client.submit(do, run, __version__, folder, work, item, pure=False))
        if pending:
            yield _result(pending.popleft())


def _result(future: Any) -> Any:
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        raise EngineError(f"workers die of it: {error}") from error
    except (NotHereError, ChildDiedError) as error:
        raise EngineError(f"a worker of the cluster failed: {error}") from error
    except ModuleNotFoundError as error:
        raise EngineError(f"a worker of the cluster lacks {error.name}: install mediaaudit there") from error
