from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.model.credit import Credit
from mediaaudit.text.credit import find_credit, format_credit

PEOPLE = ["Ida Lund", "Peter van der Meer", "MARTA NOWAK", "Anne-Marie Dubois", "J. R. Okafor", "Nguyễn Văn Bình"]
AGENCIES = ["AP", "AFP", "Reuters", "dpa", "Getty Images", "picture alliance", "Keystone", "NurPhoto"]
FULL = ["reuters", "afp", "getty", "guardian", "nyt", "dpa", "picture-alliance"]  # styles that print every part


def a_credit(**parts):
    return Credit(text="", start=0, end=0, **parts)


def parts(credit):
    return (credit.photographers, credit.pool, credit.agencies, credit.via, credit.supplied, credit.license)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("reuters", "AFP/Ida Lund/Pool via Getty Images"),
        ("afp", "(Ida Lund / Pool / AFP via Getty Images)"),
        ("getty", "(Photo by Ida Lund/Pool/AFP via Getty Images)"),
        ("guardian", "Photograph: Ida Lund/Pool/AFP via Getty Images"),
        ("({photographers}/{agencies})", "(Ida Lund/AFP)"),
    ],
)
def test_styles(style, expected):
    credit = a_credit(photographers=("Ida Lund",), pool=True, agencies=("AFP",), via=("Getty Images",))
    assert format_credit(credit, style, load_directory()) == expected


def test_empty_parts_take_their_joints_with_them():
    assert format_credit(a_credit(agencies=("AFP",)), "ap", load_directory()) == "(AFP)"
    assert format_credit(a_credit(via=("Reuters",)), "reuters", load_directory()) == "via Reuters"
    assert format_credit(a_credit(), "ap", load_directory()) == ""


@pytest.mark.parametrize("style", ["klingon", "{agency}"])
def test_what_is_no_style_is_refused(style):
    with pytest.raises(ValueError, match=r"style|agency"):
        format_credit(a_credit(agencies=("AFP",)), style, load_directory())


@given(
    people=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True),
    organisations=st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=3, unique=True),
    carried=st.booleans(),
    pool=st.booleans(),
    supplied=st.sampled_from([None, "file", "handout"]),
    licence=st.sampled_from([None, "CC BY-SA 4.0", "CC0"]),
    style=st.sampled_from(FULL),
)
@settings(max_examples=300, deadline=None)
def test_what_is_written_reads_back(people, organisations, carried, pool, supplied, licence, style):
    via = tuple(organisations[1:]) if carried else ()
    agencies = tuple(organisations[:1] if carried else organisations)
    credit = a_credit(
        photographers=tuple(people), pool=pool, agencies=agencies, via=via, supplied=supplied, license=licence
    )
    line = format_credit(credit, style, load_directory())
    read = find_credit(line, load_directory())
    assert read is not None
    assert parts(read) == parts(credit)
