"""A rule explained at length: one set of sections, for the terminal and for the page of the documentation."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence

from mediaaudit.lazy import dataclass
from mediaaudit.model.report import Finding
from mediaaudit.model.rule import Example, Measured, Rule

from .display import printable, sentence
from .links import help_uri
from .rule_help import fenced, one_line
from .standards import standard_name, standard_uri

Shown = Sequence[tuple[Finding, ...]]  # what the rule finds in each of its examples
_LOOKS_AT = {
    "all": "every picture",
    "exposed": "every picture that assistive technology sees",
    "editorial": "the pictures of the story",
}
# As Markdown reads them; a rule file is plain text with commands between backticks.
_SPECIAL = re.compile(r"[\\*_{}\[\]<>#|$~&]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Something to be shown as it is: a page, or the facts of picture files. ``said`` are the messages about it."""

    language: str
    text: str
    title: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a rule's page; ``links`` are the addresses of its ``items`` where they have one."""

    title: str
    prose: str = ""
    items: tuple[str, ...] = ()
    links: tuple[str | None, ...] = ()
    listings: tuple[Listing, ...] = ()


def sections(rule: Rule, shown: Shown, *, every_example: bool = True) -> Iterator[Section]:
    """Yield the parts of a rule's page; without ``every_example`` the first wrong and the first right one."""
    yield Section(title="Why", prose=one_line(rule.why))
    yield Section(title="Instead", prose=one_line(rule.instead))
    if rule.fix:
        yield Section(title="Fix", prose=one_line(rule.fix))
    if rule.options:
        items = tuple(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in rule.options.items())
        yield Section(title="Options", items=items)
    for title, wrong in (("Reported", True), ("Not reported", False)):
        pairs = [pair for pair in zip(rule.examples, shown, strict=True) if bool(pair[0].expect) is wrong]
        listings = [each for pair in pairs[: None if every_example else 1] for each in _listings(*pair)]
        yield Section(title=title, listings=tuple(listings))
    if rule.measured:
        yield Section(title="Measured", prose=_measured(rule.measured))
    if rule.taxa:
        names = tuple(map(standard_name, rule.taxa))
        yield Section(title="Standards", items=names, links=tuple(map(standard_uri, rule.taxa)))


def rule_text(rule: Rule, shown: Shown, *, width: int = 88) -> str:
    """Return the rule for the terminal. ``shown`` are its findings in each of its examples."""
    parts = [f"{rule.code} {rule.name}\n{rule.summary}.", about(rule)]
    parts += [_text(section, width) for section in sections(rule, shown, every_example=False)]
    parts.append(help_uri(rule.name))
    return "\n".join(map(printable, "\n\n".join(parts).splitlines())) + "\n"


def rule_markdown(rule: Rule, shown: Shown) -> str:
    """Return the rule as a page in Markdown. ``shown`` are its findings in each of its examples."""
    head = [
        f"# {rule.code} {rule.name}",
        f"{plain_markdown(rule.summary)}.",
        f"{plain_markdown(about(rule))}; since {rule.since}",
    ]
    return "\n\n".join([*head, *map(_markdown, sections(rule, shown))]) + "\n"


def about(rule: Rule) -> str:
    """Return in one line how severe and how sure a rule is, and what it looks at."""
    tags = f"; tags: {', '.join(rule.tags)}" if rule.tags else ""
    return f"{rule.severity}, {rule.confidence}, looks at {_LOOKS_AT[rule.applies]}{tags}"


def _measured(measured: Measured) -> str:
    share = f"{measured.right} of {measured.findings} findings on {measured.on} were right."
    return f"{share} Not right: {one_line(measured.wrong)}." if measured.wrong else share


def _listings(example: Example, found: tuple[Finding, ...]) -> Iterator[Listing]:
    said = (example.note, *dict.fromkeys(sentence(finding.message) for finding in found))
    said = tuple(line for line in said if line)
    if example.options:
        said = (*said, f"with options: {_facts(example.options)}")
    several = len(example.pages) > 1
    for name, page in example.pages.items():
        text = textwrap.dedent(page).strip()
        yield Listing(language="html", text=text, title=name if several else "", said=said)
        said = ()
    if example.files:
        files = "\n".join(f"{name}: {_facts(facts)}" for name, facts in example.files.items())
        yield Listing(language="text", text=files, title="What is in the files")


def _facts(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False, default=str)


def _text(section: Section, width: int) -> str:
    lines = [section.title]
    if section.prose:
        lines.append(textwrap.fill(section.prose, width, initial_indent="  ", subsequent_indent="  "))
    lines += [f"  {item}" for item in section.items]
    for listing in section.listings:
        lines += [textwrap.fill(said, width, initial_indent="  > ", subsequent_indent="    ") for said in listing.said]
        lines += [f"  {listing.title}:"] * bool(listing.title)
        lines.append(textwrap.indent(listing.text, "  "))
    return "\n".join(lines)


def _markdown(section: Section) -> str:
    parts = [f"## {section.title}"]
    if section.prose:
        parts.append(plain_markdown(section.prose))
    if section.links:
        pairs = zip(section.items, section.links, strict=True)
        parts.append(
            "\n".join(
                f"- [{plain_markdown(item)}]({uri})" if uri else f"- {plain_markdown(item)}" for item, uri in pairs
            )
        )
    elif section.items:
        parts.append(fenced("\n".join(section.items), "toml"))
    for listing in section.listings:
        parts += [f"> {plain_markdown(said)}" for said in listing.said]
        parts += [f"{plain_markdown(listing.title)}:"] * bool(listing.title)
        parts.append(fenced(listing.text, listing.language))
    return "\n\n".join(parts)


def plain_markdown(text: str) -> str:
    """Return plain text as Markdown that shows it; what stands between backticks is code in both."""
    pieces = text.split("`")
    return "`".join(
        piece if index % 2 and index < len(pieces) - 1 else _SPECIAL.sub(r"\\\g<0>", piece)
        for index, piece in enumerate(pieces)
    )
