"""One scaled decode of a picture: the size is chosen from the header, before a pixel is touched."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Fault
from mediaaudit.readers.metadata import read_metadata
from mediaaudit.readers.pictures.decode import DECODERS, too_big
from mediaaudit.readers.pictures.jpeg import too_many_scans, too_many_segments, unpadded
from mediaaudit.readers.pictures.jpeg_end import completed, lacks_end
from mediaaudit.readers.pictures.limits import Limits
from mediaaudit.readers.pictures.listen import listening
from mediaaudit.readers.pictures.scaled_jpeg import draft
from mediaaudit.readers.pictures.sniff import describe, sniff
from mediaaudit.readers.pictures.unreadable import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile


@dataclass(frozen=True, slots=True)
class Scaled:
    """A picture decoded small: its first frame as stored, its full size in pixels, and its Exif orientation (1 to 8)."""

    image: Image
    size: tuple[int, int]
    orientation: int


def decode_scaled(data: bytes, limits: Limits, *, grey: bool = True) -> Scaled:
    """Decode the first frame no larger than needed, a JPEG to its grey values alone if ``grey``.

    Raises ``Unreadable`` for whatever cannot be decoded.
    """
    media_type = sniff(data)
    if media_type not in DECODERS:
        raise Unreadable(f"it is {describe(media_type)}")
    if len(data) > limits.max_bytes:
        raise Unreadable(f"its {len(data):,} bytes are more than the limit of {limits.max_bytes:,} bytes")
    metadata = read_metadata(data)
    if media_type == "image/jxl" and not metadata.width:  # its decoder unpacks everything before it tells the size
        raise Unreadable("the header gives no size")
    _refuse(too_big((metadata.width or 0, metadata.height or 0), media_type, limits))
    exif = metadata.container("exif")
    orientation = exif.orientation if exif and exif.orientation in range(1, 9) else None
    with listening(media_type):
        if lacks_end(metadata):
            data = completed(data) or data
        image, size = _decode(data, media_type, limits, "L" if grey else None)
    return Scaled(image, size, orientation or 1)


def _decode(data: bytes, media_type: str, limits: Limits, mode: str | None) -> tuple[ImageFile, tuple[int, int]]:
    decoder = DECODERS[media_type]
    try:
        if media_type == "image/jpeg":
            _refuse(too_many_segments(data))
        plain = unpadded(data) if media_type == "image/jpeg" else data
        image: ImageFile = getattr(import_module(decoder.module), decoder.name)(BytesIO(plain))
        size = image.size
        _refuse(too_big(size, media_type, limits))
        if media_type == "image/jpeg":
            _refuse(too_many_scans(data, size[0] * size[1]))
            draft(image, mode)
        image.load()
    except ImportError as error:
        raise Unreadable(f"install mediaaudit[{decoder.extra}]" if decoder.extra else str(error)) from error
    except (KeyboardInterrupt, SystemExit, GeneratorExit, Unreadable):
        raise
    except MemoryError as error:
        raise Unreadable("the memory did not suffice") from error
    except BaseException as error:  # decoders in Rust end in an exception that is no Exception
        raise Unreadable(" ".join(str(error).split())[:200] or type(error).__name__) from error
    return image, size


def _refuse(fault: Fault | None) -> None:
    if fault:
        raise Unreadable(fault.message)
