"""A caption parted from its credit."""

from __future__ import annotations

from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory

from .find import find_credit

_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "［": "］"}
_JOINTS = " \t\n-–—/|•·:;,"


def split_caption(text: str, directory: Directory) -> tuple[str, Credit | None]:
    """Return the caption without its credit and the brackets around it, the seam tidied, and the credit."""
    credit = find_credit(text, directory)
    if credit is None:
        return " ".join(text.split()), None
    before, after = text[: credit.start].rstrip(), text[credit.end :].lstrip()
    while before and after and _PAIRS.get(before[-1]) == after[0]:
        before, after = before[:-1].rstrip(), after[1:].lstrip()
    if not before.endswith("."):
        before = before.rstrip(_JOINTS)
    after = after.lstrip(_JOINTS)
    if before[-1:] in {".", "!", "?", "…"}:
        after = after.lstrip(". ")
    joint = "" if after[:1] in {".", "!", "?"} else " "
    return " ".join(f"{before}{joint}{after}".split()), credit
