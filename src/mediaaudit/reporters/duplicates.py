"""Duplicate pictures, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mediaaudit.model.duplicates import DUPLICATES, Comparison, Duplicates, How, Pair

from .display import printable
from .json_text import to_json
from .selection import amount

VERSION = 1
Skipped = Sequence[tuple[str, str]]  # path, reason


def duplicates_json(found: Duplicates, paths: Sequence[str], sums: Sequence[str], skipped: Skipped = ()) -> str:
    """Return pairs and groups as JSON (``schemas/duplicates.schema.json``); ``sums`` are the SHA-256 of the paths."""
    paired = sorted({place for pair in found.pairs for place in (pair.a, pair.b)})
    value = {
        "version": VERSION,
        "pairs": [_pair(pair, paths) for pair in found.pairs],
        "groups": [[paths[place] for place in group] for group in found.groups],
        "sha256": {paths[place]: sums[place] for place in paired},
        "skipped": [{"path": path, "reason": reason} for path, reason in skipped],
    }
    return to_json(value, depth=2) + "\n"


def _pair(pair: Pair, paths: Sequence[str]) -> Mapping[str, object]:
    return {
        "a": paths[pair.a],
        "b": paths[pair.b],
        "relation": pair.relation,
        "distance": pair.distance,
        "how": how_value(pair.how),
        "known": pair.known,
    }


def how_value(how: How | None) -> Mapping[str, object] | None:
    """Return how a copy came about as a value for JSON."""
    if how is None:
        return None
    box = how.crop
    return {
        "original": how.original,
        "crop": None if box is None else [box.left, box.top, box.right, box.bottom],
        "mirrored": how.mirrored,
        "turned": how.turned,
        "resized": how.resized,
        "overlaid": how.overlaid,
        "recoloured": how.recoloured,
        "framed": how.framed,
        "words": list(how.words()),
    }


def duplicates_text(found: Duplicates, paths: Sequence[str], skipped: Skipped = (), *, related: bool = False) -> str:
    """Return the groups, a picture a line with what was done to it, and a count.

    ``related`` adds the pairs that are no duplicates but of one moment or one template. Groups of which every pair is
    known are left out.
    """
    lines: list[str] = []
    by_pair = {(pair.a, pair.b): pair for pair in found.pairs}
    shown = 0
    for head, *others in found.groups:
        pairs = [(other, by_pair[min(head, other), max(head, other)]) for other in others]
        if all(pair.known for _, pair in pairs):
            continue
        shown += 1
        lines += [printable(paths[head]), *(f"  {_line(other, pair, paths)}" for other, pair in pairs), ""]
    if related:
        lines += _related(found, paths)
    for path, reason in skipped:
        lines.append(f"not compared: {printable(path)}: {printable(reason)}")
    copies = sum(len(group) - 1 for group in found.groups)
    lines.append(f"{amount(shown, 'group')} of duplicates to look at, {amount(copies, 'further file')} in all.")
    return "\n".join(lines) + "\n"


def _line(other: int, pair: Pair, paths: Sequence[str]) -> str:
    known = " (known)" if pair.known else ""
    if pair.how is None:
        return f"{printable(paths[other])}: {pair.relation}{known}"
    words = ", ".join(pair.how.words())
    is_original = (pair.how.original == "a") == (pair.a == other)
    what = f"its original, {words} above" if is_original and pair.how.crop else words
    return f"{printable(paths[other])}: {what}{known}"


def _related(found: Duplicates, paths: Sequence[str]) -> Iterator[str]:
    for pair in found.pairs:
        if pair.relation not in DUPLICATES:
            yield f"{pair.relation.replace('-', ' ')}: {printable(paths[pair.a])} and {printable(paths[pair.b])}"


def comparison_json(found: Comparison, first: str, second: str) -> str:
    """Return one comparison as JSON."""
    return to_json({"a": first, "b": second, **_comparison(found)}, depth=1) + "\n"


def _comparison(found: Comparison) -> Mapping[str, object]:
    return {
        "relation": found.relation,
        "distance": found.distance,
        "why": found.why,
        "how": how_value(found.how),
        "place": found.place,
    }


def matches_json(picture: str, matches: Sequence[tuple[str, Comparison]]) -> str:
    """Return what an index holds of a picture as JSON; in each match ``a`` is the index's file."""
    found = [{"a": path, "b": picture, **_comparison(comparison)} for path, comparison in matches]
    return to_json({"version": VERSION, "picture": picture, "matches": found}, depth=2) + "\n"


def matches_text(picture: str, matches: Sequence[tuple[str, Comparison]]) -> str:
    """Return what an index holds of a picture, a file a line."""
    if not matches:
        return f"Nothing in the index has to do with {printable(picture)}.\n"
    return "".join(f"{printable(path)}: {comparison_text(comparison)}" for path, comparison in matches)


def comparison_text(found: Comparison) -> str:
    """Return one comparison in a sentence or two."""
    if found.how is None:
        return f"{found.relation.replace('-', ' ')}: {found.why}\n"
    original = "first" if found.how.original == "a" else "second"
    words = ", ".join(found.how.words())
    return f"copy: {found.why} From the {original} picture to the other: {words}. Distance {found.distance:.3f}.\n"
