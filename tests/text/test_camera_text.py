"""What devices and programs write into every description, and what only resembles it."""

from __future__ import annotations

import pytest

from mediaaudit.catalogue.phrases import phrase_book
from mediaaudit.text.camera_text import is_camera_text

PHRASES = phrase_book().for_language(None)


@pytest.mark.parametrize(
    "text",
    [
        "SONY DSC",
        "OLYMPUS DIGITAL CAMERA         ",
        "KONICA MINOLTA DIGITAL CAMERA",
        "MOULTRIE DIGITAL GAME CAMERA",
        "<KENOX S860  / Samsung S860>",
        "Exif_JPEG_420",
        "DCIM/100GOPRO/GOPR0123.JPG",
        "D:\\DCIM\\103MEDIA\\DJI_0007.JPG",
        "dji_fly_20260518_160000_12_1747576800000_photo",
        "cof_soft",
        "oplus_32",
        "hdrpl",
        "LEAD Technologies Inc. V1.01",
        "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90",
        "Processed with VSCO with f2 preset",
        '{"remix_data":[],"remix_entry_point":"challenges","source_tags":["local"]}',
        "cameraMode: 0; hw-remosaic: 0;",
        "AppleMark\n",
        "P1040211",
    ],
)
def test_texts_of_devices(text: str) -> None:
    assert is_camera_text(text, PHRASES)


@pytest.mark.parametrize(
    "text",
    [
        "Two farmers near Lunden on Sunday.",
        "Made by hand: a violin in the workshop",
        "DJI Phantom drones over the harbour, where the police and the navy look for two boats that left on Friday night",
        "Samsung workers on strike",
        "A Kodak camera",
        "Default judgment: the court rules",
        "<b>The mayor</b>",
        "Note: the mayor; left: her deputy",
        "",
    ],
)
def test_texts_of_people(text: str) -> None:
    assert not is_camera_text(text, PHRASES)
