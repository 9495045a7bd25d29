"""A progress bar on standard error, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WORTH_IT = 20  # inputs; below that the run is over before a bar is seen


@contextmanager
def progress_bar(length: int, *, wanted: bool) -> Iterator[Callable[[int], None] | None]:
    """Yield a function to be told of finished inputs, or None where a bar would be in the way."""
    if not wanted or length < WORTH_IT or not sys.stderr.isatty():
        yield None
        return
    import click

    with click.progressbar(length=length, label="Auditing", file=sys.stderr) as bar:
        yield bar.update
