"""The credit grammar: find the credit in a caption or a credit line, and understand it.

Strings and a Directory in, values of ``model.credit`` out. The words of the grammar are house data.
"""

from __future__ import annotations

from .caption import split_caption
from .compare import compare_credits
from .find import find_credit
from .write import format_credit

__all__ = ["compare_credits", "find_credit", "format_credit", "split_caption"]
