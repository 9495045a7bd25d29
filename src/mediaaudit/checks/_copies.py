"""What is asked of copies, and what messages and reports are told of them."""

from __future__ import annotations

from collections.abc import Mapping

from mediaaudit.model.corpus import Use
from mediaaudit.model.duplicates import How
from mediaaudit.model.problem import Value
from mediaaudit.text.short_name import short_name


def name_of(use: Use) -> str:
    """Return what people call the picture of a use."""
    return short_name(use.src or use.file or "")


def values_of(how: How) -> Mapping[str, Value]:
    """Return what is known of a copy of two files, ``a`` the other one and ``b`` this one.

    ``left``, ``top``, ``right`` and ``bottom`` are the part that one shows of the other, as shares (0 to 1) of the one
    that ``whole`` names: ``this`` or ``other``.
    """
    values: dict[str, Value] = {"how": ", ".join(how.words()), "mirrored": how.mirrored}
    if box := how.crop:
        values |= {"left": box.left, "top": box.top, "right": box.right, "bottom": box.bottom}
    return {**values, "whole": "other" if how.original == "a" else "this"}


def is_reworked(how: How) -> bool:
    """Say whether a copy was made by hand: not only scaled, toned and encoded anew."""
    return bool(how.crop or how.mirrored or how.turned or how.framed or how.overlaid)


def is_same_file(one: Use, other: Use) -> bool:
    """Say whether two uses of a group are of one file, as far as their files are known, else of one address."""
    return bool(one.asset == other.asset if one.asset and other.asset else one.src == other.src)
