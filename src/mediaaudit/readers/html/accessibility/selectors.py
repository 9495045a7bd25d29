"""Selector lists taken apart: what a cascade must know of each selector before it is matched.

Matching itself is the parser's (``Element.matches``). Selectors Level 4; specificity by its section 17.
"""

from __future__ import annotations

import re

from mediaaudit.lazy import dataclass, pattern

__all__ = ["MAX_LENGTH", "Selector", "Specificity", "parse_selectors", "split_list"]

Specificity = tuple[int, int, int]

MAX_LENGTH = 4_000  # code points of one selector list; real ones stay below 1,000
_MAX_NESTING = 4  # functions inside functions

# What is no ASCII sign but - and _; said by what it is not, because a set of all letters takes long to compile
_IDENT = r"(?:[^\s!-,./:-@\[-\^`{-\x7f]|\\[0-9a-fA-F]{1,6}[ \t\n]?|\\[^\n])+"
_STRING = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_TOKEN = pattern(
    rf"""(?P<combinator>\s*[>+~]\s*|\s+)
    |(?P<id>\#{_IDENT})
    |(?P<class>\.{_IDENT})
    |(?P<attribute>\[(?:[^\]"']|{_STRING})*\])
    |:(?P<function>[-\w]+)\(
    |:(?P<pseudo>[-\w]+)
    |(?:[-\w]*\|)?(?P<any>\*)
    |(?:[-\w]*\|)?(?P<type>{_IDENT})
    """,
    re.VERBOSE | re.DOTALL,
)
_COMPOUND = r"(?:[-\w]++(?:[.#][-\w]++)*+|(?:[.#][-\w]++)++)"
_SIMPLE = pattern(rf"(?:{_COMPOUND}(?:\s*+>\s*+|\s++))*+({_COMPOUND})")
_STRUCTURE = pattern(rf"{_STRING}|\\.|[()\[\],]", re.DOTALL)
_HIDING = pattern(r"""[()\[\]"'\\]""")  # in what may be a bracket or a string a comma parts nothing
_ESCAPE = pattern(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|(.))", re.DOTALL)
_SIBLINGS = pattern(r"[+~]|:(?:nth|first|last|only|empty)", re.IGNORECASE)
_WEIGHTS: dict[str, Specificity] = {
    "id": (1, 0, 0),
    "class": (0, 1, 0),
    "attribute": (0, 1, 0),
    "pseudo": (0, 1, 0),
    "function": (0, 1, 0),
    "type": (0, 0, 1),
    "any": (0, 0, 0),
    "combinator": (0, 0, 0),
}
_WEIGHED_BY_ARGUMENT = frozenset({"is", "not"})
_NOT_ELEMENTS = frozenset({"before", "after", "first-line", "first-letter"})  # pseudo-elements of CSS 2


@dataclass(frozen=True, slots=True)
class Selector:
    """One complex selector of a list.

    ``key`` is an id (``#x``), a class (``.x``) or a tag (``x``) that everything it matches has, or ``*``: the entry of
    an index. ``whole`` says that having the key is all it asks; ``positional`` that it looks at siblings.
    """

    text: str
    specificity: Specificity
    key: str
    whole: bool
    positional: bool


def parse_selectors(text: str, nesting: int = 0) -> list[Selector]:
    """Return the selectors of a list that can match an element; none of a text that is no selector list.

    Left out are pseudo-elements, and ``:has()``, because matching it is not linear.
    """
    if len(text) > MAX_LENGTH or nesting > _MAX_NESTING:
        return []
    found = (_selector(part.strip(), nesting) for part in split_list(text))
    return [selector for selector in found if selector is not None]


def split_list(text: str) -> list[str]:
    """Split at the commas that stand in no bracket and in no string."""
    if not _HIDING.search(text):
        return text.split(",")
    parts, start, depth = [], 0, 0
    for match in _STRUCTURE.finditer(text):
        sign = match[0]
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "," and depth == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _selector(text: str, nesting: int) -> Selector | None:
    if simple := _SIMPLE.fullmatch(text):
        return _simple(text, simple[1])
    weight, key, tokens, at = (0, 0, 0), "*", 0, 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        tokens, at = tokens + 1, token.end()
        more: Specificity | None = _WEIGHTS[token.lastgroup or ""]
        if token.lastgroup == "function":
            closed = _closing(text, at)
            more = _weigh(token["function"].lower(), text[at:closed], nesting) if closed >= 0 else None
            at = closed + 1
        elif token.lastgroup == "pseudo" and token["pseudo"].lower() in _NOT_ELEMENTS:
            return None
        else:
            key = _narrower(key, token)
        if more is None:
            return None
        weight = (weight[0] + more[0], weight[1] + more[1], weight[2] + more[2])
    if tokens == 0:
        return None
    return Selector(text, weight, key, tokens == 1 and key != "*", _SIBLINGS.search(text) is not None)


def _simple(text: str, last: str) -> Selector:
    """Return a selector of nothing but tags, classes and ids, ``last`` its last compound; most are."""
    ids, classes = text.count("#"), text.count(".")
    tags = sum(part[0] not in ".#" for part in text.replace(">", " ").split())
    if "#" in last:
        key = "#" + last.rpartition("#")[2].partition(".")[0]
    else:
        key = "." + last.rpartition(".")[2] if "." in last else last.lower()
    whole = last == text and ids + classes + tags == 1
    return Selector(text, (ids, classes, tags), key, whole=whole, positional=False)


def _narrower(key: str, token: re.Match[str]) -> str:
    """Return the key of a compound after one more of its parts: an id before a class before a tag."""
    if token.lastgroup == "combinator":
        return "*"
    if token.lastgroup == "id" or (token.lastgroup == "class" and not key.startswith("#")):
        return _unescape(token[0])
    return _unescape(token["type"]).lower() if token.lastgroup == "type" else key


def _weigh(name: str, argument: str, nesting: int) -> Specificity | None:
    """Return the specificity of a functional pseudo-class, or None for one that is not evaluated."""
    if name == "has":
        return None
    if name == "where":
        return (0, 0, 0)
    if name in _WEIGHED_BY_ARGUMENT:
        return max((each.specificity for each in parse_selectors(argument, nesting + 1)), default=(0, 0, 0))
    return (0, 1, 0)


def _closing(text: str, at: int) -> int:
    """Return the offset of the parenthesis that closes the one before ``at``, or -1."""
    depth = 1
    for match in _STRUCTURE.finditer(text, at):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth -= 1
            if depth == 0:
                return match.start()
    return -1


def _unescape(name: str) -> str:
    """Undo the escapes of an identifier (CSS Syntax 3, section 4.3.7)."""
    return _ESCAPE.sub(_character, name) if "\\" in name else name


def _character(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    point = int(match[1], 16)
    return "\ufffd" if point == 0 or point > 0x10FFFF or 0xD800 <= point <= 0xDFFF else chr(point)
