"""Which rows show the same picture, in memory and on disk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mediaaudit.engine import spill
from mediaaudit.engine.families import build_corpus
from mediaaudit.model.corpus import Copies, Copy, Use
from mediaaudit.model.duplicates import How


def use(uri: str, src: str | None, asset: str | None = None) -> Use:
    return Use(uri=uri, media=0, src=src, placement="figure", asset=asset)


A = use("a.html", "x.jpg", "1")
B = use("b.html", "/y.jpg", "1")  # A's content under another address
C = use("c.html", "/y.jpg")  # B's address
D = use("d.html", "z.jpg", "2")
E = use("news/e.html", "z.jpg", "3")  # D's address, in another folder
FILE = replace(use("f.jpg", None, "2"), file="f.jpg")  # D's content
COPIES = Copies({("3", "4"): Copy(a="3", b="4", how=How(resized=True))})
LONE = replace(use("g.jpg", None, "4"), file="g.jpg")  # a copy of E


@pytest.mark.parametrize("many", [1, 3, spill.MANY])
def test_families(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "MANY", many)
    uses = (A, B, C, D, E)
    corpus = build_corpus(uses, (FILE, LONE), copies=COPIES)
    assert list(corpus.families) == [(A, B, C), (D, FILE), (E, LONE)]
    assert list(corpus.groups) == [(A, B, C)]
    assert corpus.families[1:] == ((D, FILE), (E, LONE))
    assert list(build_corpus((E, D), (LONE,), copies=Copies()).families) == [(E,), (D,), (LONE,)]


def test_the_first_row_leads_a_family_that_is_joined_late() -> None:
    far = use("h.html", "/late.jpg", "9")
    bridge = use("i.html", "/late.jpg", "1")
    corpus = build_corpus((far, D, A, bridge), copies=Copies())
    assert list(corpus.families) == [(far, A, bridge), (D,)]
    assert list(corpus.groups) == [(far, A, bridge)]


def test_nothing() -> None:
    corpus = build_corpus((), copies=Copies())
    assert (len(corpus.groups), len(corpus.families)) == (0, 0)
