"""The report as one page for a browser: it asks nothing of any server and works from a disk, in a mail, in ten years.

``page`` puts it together from templates (``templates/*.html``), ``report.css`` and ``report.js``; everything that comes
from an article goes through ``markup.text``. Findings stand once, by article; the other views point to them.
"""

from __future__ import annotations

from .page import render

__all__ = ["render"]
