"""Matching many pictures: which are copies of one another, in whatever form newsrooms make them.

Works on signatures alone: no article, no rule, no configuration. numpy, scipy and Pillow are imported where they work.
"""

from __future__ import annotations

from .files import Signed, sign_file
from .find import find_duplicates
from .pair import compare_signatures

__all__ = ["Signed", "compare_signatures", "find_duplicates", "sign_file"]
