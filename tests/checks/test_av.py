"""Films and sounds: what the examples of the rules do not show."""

from __future__ import annotations

from typing import Any

import pytest

from mediaaudit.catalogue.phrases import phrase_book
from mediaaudit.checks import av
from mediaaudit.model.av import Recording
from mediaaudit.model.media import AccessibleName, Candidate, Media, Track
from mediaaudit.model.phrases import Phrases
from mediaaudit.model.source import Span, Text
from mediaaudit.text.media_fragment import seconds_played

LOUD = Recording(duration=13.7, has_audio=True, has_video=True)
SILENT = Recording(duration=13.7, has_audio=False, has_video=True)
UNREAD = Recording()


def a_medium(kind: Any = "video", written: str = "controls", **facts: Any) -> Media:
    attributes = tuple((name, "") for name in written.split())
    urls = facts.pop("urls", ("a.mp4",))
    candidates = tuple(Candidate(url=url, origin="src") for url in urls)
    nearby = facts.pop("nearby", None)
    values = {"kind": kind, "index": 0, "span": Span(0, 9), "attributes": attributes, "candidates": candidates}
    return Media(**{**values, **facts}, nearby=Text(nearby) if nearby else None)


def a_track(kind: str = "captions", src: str | None = "a.vtt", language: str | None = "en") -> Track:
    return Track(kind=kind, src=src, language=language, label=None, span=Span(3, 5))


def phrases(language: str | None = None) -> Phrases:
    return phrase_book().for_language(language)


@pytest.mark.parametrize(
    ("media", "recording", "expected"),
    [
        (a_medium(), None, ["none"]),
        (a_medium(), LOUD, ["none"]),
        (a_medium(), UNREAD, ["none"]),
        (a_medium(), SILENT, []),
        (a_medium(urls=()), None, ["none"]),  # a script brings the film
        (a_medium(tracks=(a_track("subtitles"),)), LOUD, ["subtitles"]),
        (a_medium(tracks=(a_track("subtitles"), a_track("captions"))), LOUD, []),
        (a_medium(written="autoplay muted loop"), None, []),
        (a_medium(written="controls muted"), None, ["none"]),
        (a_medium(hidden_by="display"), LOUD, []),
        (a_medium(located="missing"), None, []),
    ],
)
def test_video_captions(media: Media, recording: Recording | None, expected: list[str]) -> None:
    assert [problem.message for problem in av.video_captions(media, recording)] == expected


@pytest.mark.parametrize(
    ("language", "nearby", "expected"),
    [
        ("en", "Listen to the speech.", ["none"]),
        ("en", "Listen, or read the transcript.", []),
        ("de", "Hier steht das Transkript.", []),
        ("ja", "文字起こしを読む", []),
        ("en", "word " * 40, []),  # perhaps the speech itself
        ("en", None, ["none"]),
    ],
)
def test_audio_transcript(language: str, nearby: str | None, expected: list[str]) -> None:
    media = a_medium("audio", nearby=nearby)
    assert [
        problem.message for problem in av.audio_transcript(media, phrases(language), av.AudioTranscript())
    ] == expected


@pytest.mark.parametrize(
    ("media", "recording", "expected"),
    [
        (a_medium(written="autoplay"), LOUD, ["certain"]),
        (a_medium(written="autoplay"), None, ["review"]),
        (a_medium(written="autoplay"), UNREAD, ["review"]),
        (a_medium(written="autoplay"), SILENT, []),
        (a_medium(written="autoplay muted"), LOUD, []),
        (a_medium(written="autoplay controls"), LOUD, []),
        (a_medium(written="controls"), LOUD, []),
        (a_medium(written="autoplay"), Recording(duration=2.5, has_audio=True), []),
        (a_medium(written="autoplay loop"), Recording(duration=2.5, has_audio=True), ["certain"]),
        (a_medium(written="autoplay", urls=("a.mp4#t=8,10", "a.webm#t=8,10")), LOUD, []),
        (a_medium(written="autoplay", urls=("a.mp4#t=8,10", "a.webm")), LOUD, ["certain"]),
        (a_medium(written="autoplay", nearby="Play Mute"), LOUD, []),
        (a_medium(written="autoplay", hidden_by="display"), LOUD, ["certain"]),  # unseen and heard
        (a_medium(written="autoplay", hidden_by="template"), LOUD, []),
    ],
)
def test_autoplay_sound(media: Media, recording: Recording | None, expected: list[str]) -> None:
    found = av.autoplay_sound(media, recording, phrases(), av.AutoplaySound())
    assert [problem.confidence or "certain" for problem in found] == expected


@pytest.mark.parametrize(
    ("address", "seconds"),
    [
        ("a.mp3", 27), ("a.mp3#t=25", 2), ("a.mp3#t=8,10", 2), ("a.mp3#t=,5", 5), ("a.mp3#t=npt:0:10,0:12.5", 2.5), ("a.mp3#x=1&t=20", 7),
        ("a.mp3#t=30", 0), ("a.mp3#t=20,99", 7), ("a.mp3#t=abc", 27), ("a.mp3?t=25", 27), ("a.mp3#at=25", 27), ("a.mp3#t=1.2.3", 27),
    ],
)  # fmt: skip
def test_media_fragment(address: str, seconds: float) -> None:
    assert seconds_played(address, 27) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"urls": ("https://x.example/1",)}, ["title"]),
        ({"urls": ("https://x.example/1",), "name": AccessibleName("Film", "title")}, []),
        ({"urls": ("https://x.example/1",), "exposure": "hidden"}, []),
        ({"urls": ("about:blank",)}, []),
        ({"urls": ()}, []),
        ({"urls": ("https://x.example/1",), "attributes": (("width", "0"),)}, []),
    ],
)
def test_embed_title(facts: dict[str, Any], expected: list[str]) -> None:
    assert [problem.message for problem in av.embed_title(a_medium("iframe", **facts))] == expected


@pytest.mark.parametrize(
    ("track", "expected"),
    [
        (a_track(), []),
        (a_track(src=" "), ["src"]),
        (a_track(src=None), ["src"]),
        (a_track("caption"), ["kind"]),
        (a_track("subtitles", language=None), ["language"]),
        (a_track("captions", language=None), []),
        (a_track("metadata", language=None), []),
    ],
)
def test_track_broken(track: Track, expected: list[str]) -> None:
    assert [problem.message for problem in av.track_broken(a_medium(tracks=(track,)))] == expected
