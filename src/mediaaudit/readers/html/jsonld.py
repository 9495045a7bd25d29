"""JSON-LD blocks of a page: parsed once, kept with their place in the source.

Blocks are read as sites write them, not as they should: wrappers of comments and CDATA are taken off, control
characters and trailing commas tolerated, HTML-escaped blocks unescaped. What then is no JSON is a fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mediaaudit.lazy import dataclass, pattern
from mediaaudit.model.document import StructuredFault
from mediaaudit.model.source import Span

from . import tree

Node = Mapping[str, Any]

MAX_BLOCK = 8_000_000  # characters: a parsed block takes about ten times its size in memory
MAX_LOCATED_BLOCK = 500_000  # characters: in a longer block no value is looked up, which costs a scan each
_DECODER = json.JSONDecoder(strict=False)  # not strict: raw control characters in strings are let pass
_OPENERS = pattern(r"(?:\s|\ufeff|<!--|//|/\*|\*/|<!\[CDATA\[)*")
_CLOSERS = ("-->", "]]>", "*/", "/*", "//", ";")
# A string (closed or not, so that the scan stays linear), or a comma with nothing after it but a closing bracket.
_STRING_OR_TRAILING_COMMA = pattern(r'"(?:[^"\\]|\\.)*+"?|,(?=\s*[}\]])', re.DOTALL)
_TAG = pattern(r"</?[A-Za-z][^<>]*>")
_CONTROL = pattern(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Block:
    """One parsed block: its value, the source text between the script tags, where that starts, and the element."""

    value: Any
    body: str
    start: int
    span: Span

    def locate(self, value: str, key: str | None = None) -> Span | None:
        """Return where a string stands literally in the block, as the value of ``key`` if one is given, or None."""
        if len(self.body) > MAX_LOCATED_BLOCK:
            return None
        for needle in self._spellings(value):
            at = self.body.find(needle)
            for _ in range(20):  # a value that is so frequent has no place of its own
                if at < 0:
                    break
                if key is None or _key_before(self.body, at) == key:
                    return Span(self.start + at + 1, self.start + at + len(needle) - 1)
                at = self.body.find(needle, at + 1)
        return None

    def _spellings(self, value: str) -> tuple[str, ...]:
        """Return the ways in which a string is commonly written in JSON; without escapes in the block there is one."""
        plain = json.dumps(value, ensure_ascii=False)
        if "\\" not in self.body:
            return (plain,)
        ascii_only = json.dumps(value)
        ways = (plain, plain.replace("/", "\\/"), ascii_only, ascii_only.replace("/", "\\/"))
        return tuple(dict.fromkeys(ways))


@dataclass(frozen=True, slots=True)
class Blocks:
    """All JSON-LD of a page. ``by_id`` finds the node that an ``@id`` stands for, in whichever block."""

    blocks: tuple[Block, ...] = ()
    faults: tuple[StructuredFault, ...] = ()
    by_id: Mapping[str, Node] | None = None

    def resolve(self, value: Any) -> Any:
        """Return the node a reference (``{"@id": ...}``) points to, or the value itself; one hop."""
        if self.by_id and isinstance(value, dict) and "@id" in value and len(value) <= 2:
            identifier = value["@id"]
            return self.by_id.get(identifier, value) if isinstance(identifier, str) else value
        return value


def read_blocks(scripts: Iterable[tree.Element], text: str) -> Blocks:
    """Read every ``<script type="application/ld+json">`` among ``scripts``; ``text`` is the document's text."""
    blocks: list[Block] = []
    faults: list[StructuredFault] = []
    for script in scripts:
        if not is_jsonld(script):
            continue
        span = tree.element_span(script) or Span(0, 0)
        content = tree.content_span(script)
        body, start = (text[content.start : content.end], content.start) if content else (script.text, span.end)
        if not body.strip():
            continue
        try:
            blocks.append(Block(_parse(body), body, start, span))
        except (ValueError, RecursionError) as error:
            faults.append(_fault(error, span, start))
    by_id = {
        node["@id"]: node
        for block in blocks
        for node in nodes(block.value)
        if len(node) > 2 and isinstance(node.get("@id"), str)
    }
    return Blocks(tuple(blocks), tuple(faults), by_id)


def is_jsonld(script: tree.Element) -> bool:
    """Tell whether a script element holds JSON-LD by its type (parameters such as a charset aside)."""
    kind = script.attrs.get("type")
    return isinstance(kind, str) and kind.partition(";")[0].strip().lower() == "application/ld+json"


def nodes(value: Any) -> Iterator[Node]:
    """Yield every object in a JSON value, outer before inner, in document order; without recursion."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            yield item
            stack.extend(reversed(item.values()))
        elif isinstance(item, list):
            stack.extend(reversed(item))


def types(node: Node) -> frozenset[str]:
    """Return a node's types in lower case, without the vocabulary's address."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return frozenset(re.split(r"[/:#]", each)[-1].lower() for each in kinds[:10] if isinstance(each, str))


def strings(value: Any) -> tuple[str, ...]:
    """Return the strings of a value that may be one or a list of strings, objects with names, or addresses."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        written = item
        if isinstance(item, dict):
            keys = ("name", "@value", "url", "@id")
            written = next((item[key] for key in keys if isinstance(item.get(key), str)), None)
        if isinstance(written, str) and (cleaned := clean(written)):
            found.append(cleaned)
    return tuple(dict.fromkeys(found))


def string(value: Any) -> str | None:
    """Return the first string of a value (see ``strings``), or None."""
    return next(iter(strings(value[:20] if isinstance(value, list) else value)), None)


def clean(value: str) -> str:
    """Return a string as a person reads it: entities decoded, tags and control characters out, spaces folded."""
    if "&" in value:
        value = _unescape(value)
    if "<" in value:
        value = _TAG.sub(" ", value)
    return " ".join(_CONTROL.sub(" ", value).split())


def _unescape(value: str) -> str:
    import html  # its table of entities is large, and most pages need none

    return html.unescape(value)


def _parse(body: str) -> Any:
    """Return the JSON value of a script's text; raise ValueError or RecursionError."""
    if len(body) > MAX_BLOCK:
        raise ValueError("the block is too large")
    try:
        return _DECODER.decode(body)
    except ValueError as error:
        for mended in _mendings(body):
            try:
                return _DECODER.decode(mended)
            except ValueError:
                continue
        raise error from None


def _mendings(body: str) -> Iterator[str]:
    """Yield readings of a broken block that are certain, each only if it differs."""
    bare = _unwrap(body)
    if bare != body:
        yield bare
    mended = _STRING_OR_TRAILING_COMMA.sub(_mend, bare)
    if mended != bare:
        yield mended
    if bare[:1] in "[{" and "&quot;" in bare and '"' not in bare:
        yield _unescape(bare)


def _unwrap(body: str) -> str:
    opener = _OPENERS.match(body)
    start = opener.end() if opener else 0
    end = len(body)
    while True:
        while end > start and body[end - 1].isspace():
            end -= 1
        closer = next((mark for mark in _CLOSERS if body.endswith(mark, start, end)), None)
        if closer is None:
            return body[start:end]
        end -= len(closer)


def _mend(match: re.Match[str]) -> str:
    """Drop a trailing comma; in a string undo the escape of an apostrophe, which JavaScript knows and JSON does not."""
    if match[0] == ",":
        return ""
    return re.sub(r"\\(.)", lambda pair: "'" if pair[1] == "'" else pair[0], match[0], flags=re.DOTALL)


def _fault(error: Exception, span: Span, start: int) -> StructuredFault:
    if isinstance(error, json.JSONDecodeError):
        at = min(start + error.pos, max(span.end - 1, start))
        message = (
            f"JSON-LD block cannot be parsed: {error.msg} (line {error.lineno}, column {error.colno} of the block)"
        )
        return StructuredFault(message=message, span=Span(at, at + 1))
    reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    return StructuredFault(message=f"JSON-LD block cannot be parsed: {reason}", span=span)


def _key_before(body: str, at: int) -> str | None:
    """Return the key whose value starts at ``at``, or None."""
    before = body[max(0, at - 120) : at].rstrip()
    if not before.endswith(":"):
        return None
    before = before[:-1].rstrip()
    return before[before.rfind('"', 0, -1) + 1 : -1] if before.endswith('"') else None
