"""Embedded metadata from raw bytes: one module per container format and one per metadata standard.

Standard library only. Damage is a value (``Fault``), never an exception.
"""

from __future__ import annotations

from .header import read_header
from .reader import read_metadata

__all__ = ["read_header", "read_metadata"]
