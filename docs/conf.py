"""Sphinx: how the documentation is built. `python -m sphinx -b dirhtml docs build/docs` makes it from the top folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

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
