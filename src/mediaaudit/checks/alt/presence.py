"""Text alternatives that are not there where there must be one."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.media import Image
from mediaaudit.model.problem import Problem

from ._spoken import spoken

# Image buttons, objects, areas, canvases and drawings have rules of their own: other elements, other remedies.
_PICTURES = frozenset({"img", "amp-img", "role-img", "delayed-image"})


@check("alt.missing")
def missing(image: Image) -> Iterator[Problem]:
    """Report an exposed picture without an accessible name."""
    if image.kind not in _PICTURES or spoken(image):
        return
    if image.alt is None:
        doubt = "likely" if image.kind == "delayed-image" else None  # a script may bring the alternative too
        yield Problem(message="role" if image.kind == "role-img" else "missing", confidence=doubt)
    elif image.alt.value:  # alt="" on an exposed picture is alt/decorative-exposed
        yield Problem(message="blank", at=image.attribute_span("alt"))
