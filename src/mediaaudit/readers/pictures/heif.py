"""HEIC pixels through pi-heif, without its reading of metadata: on a damaged item that ends the whole process."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile


def open_heif(stream: BytesIO) -> ImageFile:
    """Return the pictures of a HEIF file as a Pillow image, not decoded yet. Raises ImportError without pi-heif.

    pi-heif builds a ``HeifImage`` for each picture, and that asks its C code (1.4: no check of a null item) for all
    metadata at once. For the time of opening, a class that leaves the metadata alone stands in its place.
    """
    heif: Any = import_module("pi_heif.heif")
    image_file = import_module("pi_heif.as_plugin").HeifImageFile
    original, heif.HeifImage = heif.HeifImage, _pixels_only()
    try:
        opened: ImageFile = image_file(stream)
    finally:
        heif.HeifImage = original
    return opened


def _pixels_only() -> Any:
    base = import_module("pi_heif.heif").BaseImage

    def init(self: Any, c_image: Any) -> None:
        base.__init__(self, c_image)
        self.info = {"primary": bool(c_image.primary)}

    return type("PixelsOnly", (base,), {"__init__": init})
