"""A credit written down in a newsroom's style: the inverse of the parser."""

from __future__ import annotations

from mediaaudit.lazy import pattern
from mediaaudit.model.credit import Credit
from mediaaudit.model.directory import Directory

_FIELD = pattern(r"\{(\w+)\}")
_JOINTS = " /|,·-"


def format_credit(credit: Credit, style: str, directory: Directory) -> str:
    """Write a credit in a named style of the directory ("reuters") or after a template of one's own.

    A template holds ``{photographers}``, ``{pool}``, ``{agencies}``, ``{via}``, ``{supplied}`` and ``{license}``. What
    stands between two of them is left out with an empty part. Raises ValueError for a style that is neither, or a
    template with another field. Returns "" for a credit with no part that the style prints.
    """
    template = directory.styles.get(style, style)
    pieces = _FIELD.split(template)
    names = pieces[1::2]
    values = _values(credit, directory)
    if not names:
        raise ValueError(f"{style!r} is no credit style: one of {', '.join(sorted(directory.styles))}, or a template")
    unknown = [name for name in names if name not in values]
    if unknown:
        raise ValueError(f"a credit has no {{{unknown[0]}}}: one of {', '.join(values)}")
    written = ""
    for n, name in enumerate(names):
        value = values[name]
        if not value:
            continue
        between = pieces[2 * n] if n else ""
        written += (between if written else between.lstrip(_JOINTS)) + value
    return pieces[0] + written + pieces[-1] if written else ""


def _values(credit: Credit, directory: Directory) -> dict[str, str]:
    word = directory.styles.get(f"supplied.{credit.supplied}", "") if credit.supplied else ""
    return {
        "photographers": " and ".join(credit.photographers),
        "pool": "Pool" if credit.pool else "",
        "agencies": "/".join(credit.agencies),
        "via": "/".join(credit.via),
        "supplied": word,
        "license": credit.license or "",
    }
