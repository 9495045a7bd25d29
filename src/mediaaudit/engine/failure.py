"""A failure of mediaaudit itself, said instead of raised: one bad article or check must not cost the run."""

from __future__ import annotations

from mediaaudit.model.report import Notification


class EngineError(RuntimeError):
    """Where the work was to be done it cannot be done; the message says why."""


def internal_error(error: Exception, *, uri: str, doing: str) -> Notification:
    """Return an exception as a notification that names the input, what was being done, and the place in the code."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno})" if frames else ""
    message = (
        f"{uri}: {doing} failed with {type(error).__name__}: {error}{where}. "
        "The rest was audited. This is a mistake in mediaaudit or a plug-in; please report it."
    )
    return Notification(code="internal-error", message=message, level="error", uri=uri)
