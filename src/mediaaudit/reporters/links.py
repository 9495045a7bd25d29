"""Where the documentation is."""

from __future__ import annotations

from urllib.parse import quote

DOCUMENTATION = "https://mediaaudit.github.io/mediaaudit/"


def help_uri(rule_name: str) -> str:
    """Return the address of a rule's page: ``alt/missing`` -> ``.../rules/alt/missing/``."""
    return f"{DOCUMENTATION}rules/{quote(rule_name)}/"
