"""Conditions of style sheets: what holds on the screen for which the audit reads a page.

A page is read as a desktop browser would show it, because a style sheet that hides one of two twins (a narrow and a
wide one) can only be read for one screen. What is not known to hold does not apply. Media Queries Level 4.
"""

from __future__ import annotations

import operator
import re
from functools import lru_cache

from mediaaudit.lazy import pattern

__all__ = ["media_applies", "supports_applies"]

WIDTH, HEIGHT = 1280.0, 800.0  # CSS pixels
_MAX_LENGTH = 1_000
_EM = 16.0  # CSS pixels: media queries know the browser's own font size only

_QUERY = pattern(r"(?:(?P<only>only|not)\s+)?(?P<type>[a-z]+)(?:\s+and\s+(?P<rest>\(.*))?$", re.DOTALL)
_PLAIN = pattern(r"\(\s*(?:(?P<bound>min|max)-)?(?P<name>[a-z-]+)\s*(?::\s*(?P<value>[^()]+?)\s*)?\)$")
_RANGE = pattern(
    r"\(\s*(?:(?P<low>[\d.]+[a-z]*)\s*(?P<first><=?|>=?)\s*)?(?P<name>width|height)"
    r"\s*(?:(?P<second><=?|>=?|=)\s*(?P<high>[\d.]+[a-z]*)\s*)?\)$"
)
_LENGTH = pattern(r"([\d.]+)(px|em|rem)?$")
_SCREEN = {
    "orientation": "landscape",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "scripting": "enabled",
}
_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}


@lru_cache(maxsize=512)
def media_applies(queries: str) -> bool:
    """Tell whether a media query list holds on a desktop screen; an empty list does."""
    text = queries.strip().lower()
    if not text:
        return True
    return len(text) <= _MAX_LENGTH and any(_query(query.strip()) for query in text.split(","))


def supports_applies(condition: str) -> bool:
    """Tell whether ``@supports`` holds: browsers know what pages ask for, except where they ask what is missing."""
    return re.search(r"\bnot\b", condition, re.IGNORECASE) is None


def _query(query: str) -> bool:
    if query.startswith("("):
        return _features(query)
    match = _QUERY.match(query)
    if match is None:
        return False
    kind = match["type"] in {"all", "screen"}
    known = match["rest"] is None or _known(match["rest"])
    holds = kind and (match["rest"] is None or _features(match["rest"]))
    return (known and not holds) if match["only"] == "not" else holds


def _features(text: str) -> bool:
    return all(_feature(part.strip()) is True for part in re.split(r"\band\b", text))


def _known(text: str) -> bool:
    return all(_feature(part.strip()) is not None for part in re.split(r"\band\b", text))


def _feature(text: str) -> bool | None:
    """Evaluate one feature; None where it is not known."""
    match = _RANGE.match(text)
    if match is not None and (match["first"] or match["second"]):
        return _range(match)
    match = _PLAIN.match(text)
    if match is None:
        return None
    name, value = match["name"], match["value"]
    if name in {"width", "height"} and value is not None:
        length, have = _pixels(value), WIDTH if name == "width" else HEIGHT
        if length is None:
            return None
        return have >= length if match["bound"] == "min" else have <= length if match["bound"] else have == length
    if name in _SCREEN and not match["bound"]:
        return _SCREEN[name] == value if value is not None else True
    return None


def _range(match: re.Match[str]) -> bool | None:
    have = WIDTH if match["name"] == "width" else HEIGHT
    holds = True
    for sign, length, turned in ((match["first"], match["low"], True), (match["second"], match["high"], False)):
        if sign is None:
            continue
        pixels = _pixels(length)
        if pixels is None:
            return None
        holds = holds and (_COMPARE[sign](pixels, have) if turned else _COMPARE[sign](have, pixels))
    return holds


def _pixels(text: str) -> float | None:
    match = _LENGTH.match(text)
    if match is None or match[1].count(".") > 1 or match[1] == ".":
        return None
    return float(match[1]) * (1.0 if match[2] in {"px", None} else _EM)
