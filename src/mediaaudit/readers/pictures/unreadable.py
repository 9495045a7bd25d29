"""Why a picture has no signature."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 - an outcome, told to people
    """A picture of which no signature can be made; the message says why."""
