"""Place what was found in files: each finding stands at the file's first use in the run, the other uses are related."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from mediaaudit.lazy import replace
from mediaaudit.model.report import Finding, Location

from .batch import FileResult
from .overrides import ALSO

_Saying = tuple[tuple[Location, ...], Finding]  # the uses of a file, and what is said of it


def place_all(files: Iterable[FileResult]) -> Iterator[Finding]:
    """Yield the findings about one content, what several batches or addresses say of it joined into one."""
    found: dict[tuple[str, int], list[_Saying]] = {}
    for file in files:
        counted: Counter[str] = Counter()
        places = tuple(sorted(file.places, key=order_of))
        for finding in file.findings:
            key = finding.fingerprint, counted[finding.fingerprint]
            counted[finding.fingerprint] += 1
            found.setdefault(key, []).append((places, finding))
    for sayings in found.values():
        sayings.sort(key=_first)
        uses = chain.from_iterable(places for places, _ in sayings)
        yield placed(sayings[0][1], sorted(uses, key=order_of))


def placed(finding: Finding, places: Iterable[Location]) -> Finding:
    """Return a finding about a file at the first of its uses; without any it stays at the file."""
    first, *others = tuple(places) or (None,)
    if first is None:
        return finding
    also = tuple(Location(uri=place.uri, region=place.region, label=ALSO) for place in others)
    return replace(finding, location=first, image_src=first.src, related=(*finding.related, *also))


def order_of(place: Location) -> tuple[str, int, int]:
    """Return what places are sorted by: the document, then line and column; a whole file comes before its parts."""
    region = place.region
    return (place.uri, region.start_line, region.start_column) if region else (place.uri, 0, 0)


def _first(saying: _Saying) -> tuple[tuple[str, int, int], str]:
    places, finding = saying
    return order_of(places[0] if places else finding.location), finding.image_file or ""
