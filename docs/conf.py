"""Sphinx: how the documentation is built. `python -m sphinx -b dirhtml docs build/docs` makes it from the top folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from sphinx.application import Sphinx

from mediaaudit import __version__

project = "mediaaudit"
release = version = __version__
project_copyright = "the authors of mediaaudit"
language = "en"
extensions = ["myst_parser", "sphinx.ext.autodoc", "generate"]

myst_heading_anchors = 3  # guides refer to their headings
suppress_warnings = ["misc.highlighting_failure"]  # pages are shown as newsrooms write them, mistakes and all
autodoc_typehints = "description"
smartquotes = False  # what is quoted may be typed in

html_theme = "furo"
html_title = f"mediaaudit {version}"
html_baseurl = "https://mediaaudit.github.io/mediaaudit/"
html_copy_source = False
html_show_sphinx = False
exclude_patterns = ["images"]

# What the theme leaves undone for those who use a keyboard or a screen reader.
ACCESSIBLE = {
    'role="heading"': 'role="heading" aria-level="2"',
    '<aside class="sidebar-drawer"': '<aside class="sidebar-drawer" aria-label="All pages"',
    '<aside class="toc-drawer': '<aside aria-label="On this page" class="toc-drawer',
    '<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',
}


def mend(app: Sphinx, failure: Exception | None) -> None:
    """Mend the pages once they are written."""
    for page in () if failure else Path(app.outdir).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for wrong, right in ACCESSIBLE.items():
            text = text.replace(wrong, right) if right not in text else text
        page.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Take part in the build."""
    app.connect("build-finished", mend)
