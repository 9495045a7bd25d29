"""Build hook: a wheel holds the rules and house data read, checked and bound, beside the TOML files they come from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogue(BuildHookInterface):
    """Writes the parts of the catalogue to where an installed mediaaudit looks for them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the parts to the files of a wheel. An editable install reads the checkout, which keeps its own."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from mediaaudit.catalogue.parts import write_parts

        folder = Path(self.root, "build", "compiled")
        write_parts(folder)
        build_data["force_include"][str(folder)] = "mediaaudit/_data/compiled"
