"""A credit line, understood: the output of ``credit``, and the credits of ``inspect``."""

from __future__ import annotations

from typing import Any

from mediaaudit.model.credit import Credit

from .display import printable
from .json_text import to_json


def credit_object(credit: Credit | None) -> dict[str, Any]:
    """Return the JSON object of the ``credit`` command; a text without a credit has ``"credit": null``."""
    return {"credit": credit.text if credit else None, **credit_parts(credit or Credit(text="", start=0, end=0))}


def credit_parts(credit: Credit) -> dict[str, Any]:
    """Return what was understood of a credit, without its text."""
    return {
        "photographers": list(credit.photographers),
        "pool": credit.pool,
        "agencies": list(credit.agencies),
        "via": list(credit.via),
        "supplied": credit.supplied,
        "license": credit.license,
        "unknown": list(credit.unknown),
    }


def credit_json(credit: Credit | None) -> str:
    """Return ``credit_object`` as one line of JSON, without a newline: ``credit -`` prints one a line of input."""
    return to_json(credit_object(credit))


def credit_text(credit: Credit | None) -> str:
    """Return a small table for people, ending with a newline."""
    if credit is None:
        return "no credit\n"
    rows = {
        "credit": credit.text,
        "photographers": ", ".join(credit.photographers),
        "pool": "yes" if credit.pool else "",
        "agencies": ", ".join(credit.agencies),
        "via": ", ".join(credit.via),
        "supplied": credit.supplied or "",
        "license": credit.license or "",
        "unknown": ", ".join(f"{name} (person or organisation)" for name in credit.unknown),
        "left over": ", ".join(credit.rest),
    }
    return "".join(f"{name:<13}  {printable(value)}\n" for name, value in rows.items() if value)
