"""The report for people: article by article, picture by picture, with the source and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from mediaaudit.lazy import dataclass
from mediaaudit.model.problem import Severity
from mediaaudit.model.report import Finding, LocatedFix, Location, Notification, Report
from mediaaudit.model.rule import Rule

from .display import clip, clip_start, excerpt, printable, sentence, width, wrap
from .links import help_uri
from .options import Options
from .selection import open_findings
from .summary import summary_lines

_MARGIN = "    "
_SEVERITY_ROOM = len("warning")
_NARROWEST = 40
_RELATED_SHOWN = 5  # a picture used four hundred times needs no four hundred lines
_COLORS: dict[Severity, str] = {"error": "1;31", "warning": "1;33", "note": "1;36"}
_PATH, _PICTURE, _QUIET = "1;4", "1", "2"


def render(report: Report, options: Options) -> Iterator[str]:
    """Yield the report, article by article, for a terminal of ``options.width`` columns, with colours and links if ``options`` say so."""
    page = _Page(max(options.width, _NARROWEST), color=options.color, links=options.links)
    for uri, group in groupby(open_findings(report), key=lambda finding: finding.location.uri):
        yield from _lines(_article(page, uri, list(group)))
    if report.notifications:
        yield from _lines(line for notification in report.notifications for line in _notification(page, notification))
        yield "\n"
    yield from _lines(summary_lines(report))


def _lines(lines: Iterable[str]) -> Iterator[str]:
    return (f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Page:
    width: int
    color: bool
    links: bool

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def rule(self, rule: Rule) -> str:
        """Return code and name, linked to the rule's page (OSC 8) where the terminal takes links."""
        shown = self.paint(f"{rule.code} {rule.name}", _QUIET)
        return f"\x1b]8;;{help_uri(rule.name)}\x1b\\{shown}\x1b]8;;\x1b\\" if self.links else shown


def _article(page: _Page, uri: str, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the lines of one article's findings, those of a picture together."""
    yield page.paint(printable(uri), _PATH)
    yield ""
    position_room = max(len(_position(finding)) for finding in findings)
    pictures: dict[str, list[Finding]] = {}
    for finding in findings:
        pictures.setdefault("" if finding.subject_kind == "document" else finding.subject_id, []).append(finding)
    for same_picture in pictures.values():
        yield from _picture(page, same_picture, position_room)


def _picture(page: _Page, findings: Sequence[Finding], position_room: int) -> Iterator[str]:
    """Yield the lines of one picture's findings; a source line that was just shown is not shown again."""
    name = _picture_name(findings[0], page.width - 2)
    if name:
        yield f"  {page.paint(name, _PICTURE)}"
    shown: Location | None = None
    for finding in findings:
        yield from _finding(page, finding, position_room, with_source=finding.location != shown)
        shown = finding.location
        yield ""


def _picture_name(finding: Finding, room: int) -> str:
    name = finding.image_src or finding.image_file or ""
    if finding.subject_kind == "document" or name == finding.location.uri:
        return ""
    if name.startswith("data:"):
        return clip(printable(name[:room]), min(room, 40))
    return clip_start(printable(name[-2 * room :]), room)  # the end of an address tells pictures apart


def _position(finding: Finding) -> str:
    region = finding.location.region
    return f"{region.start_line}:{region.start_column}" if region else ""


def _finding(page: _Page, finding: Finding, position_room: int, *, with_source: bool) -> Iterator[str]:
    color = _COLORS[finding.severity]
    position = f"{_position(finding):>{position_room}}  " if position_room else ""
    body = _MARGIN + " " * len(position)
    indent = len(body) + _SEVERITY_ROOM + 2
    rule = f"{finding.rule.code} {finding.rule.name}"
    first, *more = wrap(sentence(finding.message), page.width - indent)
    last = more[-1] if more else first
    if width(last) + 2 + len(rule) <= page.width - indent:
        tail = [*more[:-1], f"{last}  {page.rule(finding.rule)}"] if more else []
        first = first if more else f"{first}  {page.rule(finding.rule)}"
    else:
        tail = [*more, page.rule(finding.rule)]
    severity = page.paint(finding.severity, color) + " " * (_SEVERITY_ROOM - len(finding.severity))
    yield f"{_MARGIN}{position}{severity}  {first}"
    yield from (" " * indent + line for line in tail)
    if with_source:
        yield from _source(page, finding.location, body, color)
    yield from _advice(page, finding, body)


def _source(page: _Page, location: Location, body: str, color: str) -> Iterator[str]:
    region = location.region
    if region is None or not region.snippet.strip():
        return
    number = str(region.start_line)
    shown = excerpt(region, page.width - len(body) - len(number) - 3)
    yield f"{body}{page.paint(f'{number} |', _QUIET)} {shown.line}"
    bar = page.paint(" " * len(number) + " |", _QUIET)
    yield f"{body}{bar} {' ' * shown.indent}{page.paint('^' * shown.length, color)}"


def _advice(page: _Page, finding: Finding, body: str) -> Iterator[str]:
    entries = [("help", printable(" ".join(finding.rule.instead.split())))] if finding.rule.instead else []
    entries += [("fix", f"{sentence(fix.title)} ({_state(fix)})") for fix in finding.fixes]
    entries += [("see", _related(finding, related)) for related in finding.related[:_RELATED_SHOWN]]
    if len(finding.related) > _RELATED_SHOWN:
        entries.append(("see", f"and {len(finding.related) - _RELATED_SHOWN} more"))
    before = ""
    for label, text in entries:
        for index, line in enumerate(wrap(text, page.width - len(body) - 6)):
            mark = f"{label}:" if index == 0 and label != before else ""
            yield f"{body}{page.paint(mark, _QUIET)}{' ' * (6 - len(mark))}{line}"
        before = label


def _state(fix: LocatedFix) -> str:
    return f"not made: {fix.failure}" if fix.failure else fix.applicability


def _related(finding: Finding, related: Location) -> str:
    region = related.region
    place = f"{region.start_line}:{region.start_column}" if region else ""
    if related.uri != finding.location.uri or not place:
        place = printable(related.uri) + (f":{place}" if place else "")
    return f"{sentence(related.label)}, {place}" if related.label else place


def _notification(page: _Page, notification: Notification) -> Iterator[str]:
    where = f"{printable(notification.uri)}: " if notification.uri else ""
    head = f"{notification.level}: "
    text = f"{where}{sentence(notification.message)} ({notification.code})"
    first, *more = wrap(text, page.width - len(head))
    yield page.paint(f"{notification.level}:", _COLORS[notification.level]) + f" {first}"
    yield from (" " * len(head) + line for line in more)
