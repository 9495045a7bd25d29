"""HEIF is opened without pi-heif's reading of metadata, which dies on damaged files."""

from __future__ import annotations

import sys
from io import BytesIO
from types import ModuleType

import pytest

from mediaaudit.readers.pictures.heif import open_heif


class BaseImage:
    """As in pi-heif: size and mode of a picture, nothing else."""

    def __init__(self, c_image):
        self.c_image = c_image


class CImage:
    """A picture of the C code, whose metadata may not be touched."""

    primary = 1

    @property
    def metadata(self):
        raise AssertionError


@pytest.fixture
def pi_heif(monkeypatch) -> ModuleType:
    heif, plugin = ModuleType("pi_heif.heif"), ModuleType("pi_heif.as_plugin")
    heif.BaseImage = BaseImage
    heif.HeifImage = "the original"

    def image_file(stream):
        if not stream.getvalue():
            raise SyntaxError
        return heif.HeifImage(CImage())

    plugin.HeifImageFile = image_file
    monkeypatch.setitem(sys.modules, "pi_heif.heif", heif)
    monkeypatch.setitem(sys.modules, "pi_heif.as_plugin", plugin)
    return heif


def test_metadata_is_left_alone(pi_heif):
    image = open_heif(BytesIO(b"x"))
    assert isinstance(image, BaseImage)
    assert image.info == {"primary": True}
    assert pi_heif.HeifImage == "the original"


def test_the_original_is_put_back_after_a_failure(pi_heif):
    with pytest.raises(SyntaxError):
        open_heif(BytesIO(b""))
    assert pi_heif.HeifImage == "the original"
