from __future__ import annotations

import pytest

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.text.credit import find_credit, split_caption


@pytest.mark.parametrize(
    ("line", "photographers", "agencies", "via"),
    [
        ("Photo by Ida Lund/AP", ("Ida Lund",), ("AP",), ()),
        ("The bridge opens. (Ida Lund/AFP via Getty Images)", ("Ida Lund",), ("AFP",), ("Getty Images",)),
        ("Die Brücke. Foto: dpa/Ida Lund", ("Ida Lund",), ("dpa",), ()),
        ("© picture alliance/dpa | Ida Lund", ("Ida Lund",), ("picture alliance", "dpa"), ()),
    ],
)
def test_the_parts_of_a_credit(line, photographers, agencies, via):
    credit = find_credit(line, load_directory())
    assert credit is not None
    assert (credit.photographers, credit.agencies, credit.via) == (photographers, agencies, via)
    assert line[credit.start : credit.end] == credit.text


@pytest.mark.parametrize("line", ["", "A bridge in the fog.", "LONDON (Reuters) - A bridge has opened.", "Foto:"])
def test_lines_without_a_credit(line):
    assert find_credit(line, load_directory()) is None


def test_the_caption_without_its_credit():
    caption, credit = split_caption("The bridge opens. (Ida Lund/AP)", load_directory())
    assert caption == "The bridge opens."
    assert credit is not None
    assert credit.text == "Ida Lund/AP"
