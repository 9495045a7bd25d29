"""The executor of a dask.distributed cluster that is there already: batches are its tasks, results come back in order.

Workers read articles and pictures themselves: from storage, or they are to see the archive at the same path. A task whose worker is gone
is done by another one; that is the scheduler's work. An item that ends its process, or does not end, is taken apart, its
parts are done one by one, and the one that does it again is given up.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mediaaudit.version import __version__

from .dask_children import ChildDiedError, NotHereError, close_all, do
from .executor import Item, Result, Task
from .failure import EngineError
from .processes import SECONDS as SILENCE

AHEAD = 3  # batches for each thread of the cluster that are handed out before their results are asked for
SECONDS = 20  # to find the scheduler


class DaskExecutor:
    """Runs batches as tasks of a cluster."""

    def __init__(self, address: str, *, seconds: float = SILENCE) -> None:
        """Take the address of the scheduler, as dask writes it: ``tcp://HOST:PORT``.

        ``seconds`` is the wall time without a sign of life after which a process is given up.
        """
        self.address = address
        self._seconds = seconds

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
                yield from self._results(client, run, task, iter(items))
            finally:
                client.run(close_all, run, on_error="ignore")

    def _results(self, client: Any, run: str, task: Task[Any, Any], items: Iterator[Any]) -> Iterator[Any]:
        # The work is a task of its own and not scattered data, which would be lost with the worker that holds it.
        work = client.submit(bytes, pickle.dumps(task), pure=False)
        folder = None if task.anywhere else os.getcwd()  # noqa: PTH109 - a text, to be sent

        def submit(item: Any) -> Any:
            return client.submit(do, run, __version__, folder, self._seconds, work, item, pure=False)

        pending: deque[tuple[Any, Any]] = deque()
        more = True
        while more or pending:
            while more and len(pending) < AHEAD * max(1, sum(client.nthreads().values())):
                item = next(items, None)
                if item is None:
                    more = False
                else:
                    pending.append((item, submit(item)))
            if pending:
                yield _result(task, *pending.popleft(), submit, work.key)


def _result(task: Task[Any, Any], item: Any, future: Any, submit: Callable[[Any], Any], work: str) -> Any:
    """Return the result of an item, or what is left of it after its parts were done one by one."""
    from distributed import KilledWorker

    try:
        return future.result()
    except ChildDiedError as error:
        reason = str(error)
    except KilledWorker as error:
        if error.task == work:
            raise EngineError(f"workers die before they begin: {error}") from error
        reason = "the workers that worked on it died, one after the other"
    except NotHereError as error:
        raise EngineError(f"a worker of the cluster failed: {error}") from error
    except ModuleNotFoundError as error:
        raise EngineError(f"a worker of the cluster lacks {error.name}: install mediaaudit there") from error
    parts = task.parts(item)
    if len(parts) == 1:
        return task.lost(parts[0], reason)
    futures = [(part, submit(part)) for part in parts]
    return task.joined([_result(task, part, again, submit, work) for part, again in futures])
