"""What decoders complain of while they go on: Python's warnings, and what C libraries print on standard error."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from mediaaudit.model.asset import Fault

MAX_COMPLAINTS = 5
_PRINTERS = frozenset({"image/tiff", "image/jxl"})  # libtiff prints its errors, libjxl's binding its panics
STDERR = 2


class Complaints:
    """Collects while a decoder works; ``faults`` gives each different complaint once."""

    def __init__(self) -> None:
        self.warned: list[warnings.WarningMessage] = []
        self.printed = ""

    def faults(self) -> list[Fault]:
        """Return a fault for each different complaint, the first few of them."""
        from PIL.Image import DecompressionBombWarning  # our own limits answer for these

        words = [str(each.message) for each in self.warned if not issubclass(each.category, DecompressionBombWarning)]
        words += self.printed.splitlines()
        different = dict.fromkeys(" ".join(each.split())[:200] for each in words)
        different.pop("", None)
        return [
            Fault(code="decoder-warning", message=f"The decoder complains: {each}")
            for each in list(different)[:MAX_COMPLAINTS]
        ]


@contextmanager
def listening(media_type: str) -> Iterator[Complaints]:
    """Collect the complaints of a format's decoder in place of printing them.

    Warning filters and standard error belong to the whole process: not for several threads at once.
    """
    complaints = Complaints()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        complaints.warned = warned
        if media_type in _PRINTERS:
            with _standard_error(complaints):
                yield complaints
        else:
            yield complaints


@contextmanager
def _standard_error(complaints: Complaints) -> Iterator[None]:
    """Turn the process's standard error, which C code writes to by number, into a file for a while."""
    import tempfile

    try:
        kept = os.dup(STDERR)
    except OSError:  # there is none: nothing can be printed either
        yield
        return
    with tempfile.TemporaryFile() as sink:
        os.dup2(sink.fileno(), STDERR)
        try:
            yield
        finally:
            os.dup2(kept, STDERR)
            os.close(kept)
            sink.seek(0)
            # Pillow hands libtiff every file under one name.
            complaints.printed = sink.read(4096).decode("utf-8", "replace").replace("tempfile.tif: ", "")
