from __future__ import annotations

import pytest

from mediaaudit.catalogue.catalogue import shipped_catalogue


def test_what_selectors_mean_is_the_same_asked_at_once_or_one_by_one() -> None:
    catalogue = shipped_catalogue()
    meanings = catalogue.meanings()
    assert {"all", "alt", "alt/missing", "alt001"} <= meanings.keys()
    assert meanings == {word: catalogue.select(word.upper()) for word in meanings}


def test_a_selector_that_means_nothing_is_told_the_nearest() -> None:
    with pytest.raises(KeyError, match="alt/missing"):
        shipped_catalogue().select("alt/mising")
