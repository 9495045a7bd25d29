"""Errors of files that people write, said without a traceback and with exit status 2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from mediaaudit.catalogue.errors import CatalogueError
from mediaaudit.engine.failure import EngineError

COULD_NOT = 2  # the job could not be done; 1 is for findings


class Failure(click.ClickException):
    """A message on standard error and exit status 2."""

    exit_code = COULD_NOT


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn a mistake in a file, a file that cannot be written, or a cluster that cannot work, into its message."""
    try:
        yield
    except (CatalogueError, EngineError) as error:
        raise Failure(str(error)) from error
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise Failure(f"{where}{error.strerror or error}") from error
