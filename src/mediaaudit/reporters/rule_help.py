"""A rule explained: for ``rule ID``, for SARIF viewers, for the documentation."""

from __future__ import annotations

import re

from mediaaudit.model.rule import Rule

from .links import help_uri


def one_line(text: str) -> str:
    """Return the text with its white space folded: rule files break lines where an editor's window ends."""
    return " ".join(text.split())


def help_text(rule: Rule) -> str:
    """Return why a rule exists, what to do instead, and where more is said, as plain text."""
    parts = (one_line(rule.why), one_line(rule.instead), f"More: {help_uri(rule.name)}")
    return "\n\n".join(part for part in parts if part)


def help_markdown(rule: Rule) -> str:
    """Return the same as Markdown, with the first failing and the first passing example of the rule file."""
    parts = [one_line(rule.why), f"**Instead:** {one_line(rule.instead)}" if rule.instead else ""]
    for title, fails in (("Reported", True), ("Not reported", False)):
        pages = next((example.pages for example in rule.examples if bool(example.expect) is fails), {})
        parts += [f"{title}:\n\n{fenced(page.strip(), 'html')}" for page in pages.values()]
    parts.append(f"[{rule.code} {rule.name}]({help_uri(rule.name)})")
    return "\n\n".join(part for part in parts if part)


def fenced(text: str, language: str) -> str:
    """Return a text as a code block of Markdown, whatever backticks are in it."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"
