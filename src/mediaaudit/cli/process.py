"""What a process is given by whoever starts it, and how it is told to end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = ("SIGTERM", "SIGHUP")  # the latter is not everywhere


def open_standard_streams() -> None:
    """Open the standard streams that were closed (``>&-``) on nothing: no file opened later must take their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):  # each gets the lowest number that is free
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115, PTH123 - for good
            os.set_inheritable(stream.fileno(), True)
            setattr(sys, name, stream)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let a signal to end be an exception meanwhile, so that what is half written is cleaned up.

    A signal that is ignored or handled already stays so, as all do outside of the main thread.
    """
    import signal

    found = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    mine = []
    try:
        for number in found:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _end)
                mine.append(number)
    except ValueError:  # not the main thread
        pass
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)
