from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run

LINE = "(Jonathan Ernst/Pool/AFP via Getty Images)"


def test_a_line_for_people(run: Run) -> None:
    lines = run("credit", LINE).stdout.splitlines()
    assert dict(line.split(maxsplit=1) for line in lines) == {
        "credit": LINE.strip("()"),
        "photographers": "Jonathan Ernst",
        "pool": "yes",
        "agencies": "AFP",
        "via": "Getty Images",
    }
    assert run("credit", "The mayor opens the bridge.").stdout == "no credit\n"


def test_lines_for_programs(run: Run) -> None:
    result = run("credit", "-", stdin=f"{LINE}\r\nThe mayor opens the bridge.\nFoto: \xff\n".encode("latin-1"))
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["agencies"] for record in records][:2] == [["AFP"], []]
    assert [record["credit"] is None for record in records][:2] == [False, True]
    assert len(records) == 3


def test_a_line_in_a_house_style(run: Run) -> None:
    assert run("credit", LINE, "--style", "reuters").stdout == "AFP/Jonathan Ernst/Pool via Getty Images\n"
    assert run("credit", LINE, "--style", "{photographers} | {agencies}").stdout == "Jonathan Ernst | AFP\n"
    assert run("credit", "-", "--style", "reuters", stdin=b"No credit here.\n").stdout == "\n"
    result = run("credit", LINE, "--style", "rueters")
    assert (result.exit_code, "is no credit style" in result.stderr) == (2, True)


def test_a_newsrooms_own_agencies(run: Run, tmp_path: Path) -> None:
    result = run("credit", LINE, "--agencies", tmp_path / "gone.toml")
    assert (result.exit_code, "gone.toml" in result.stderr) == (2, True)


def test_the_house_style_of_the_configuration(run: Run, newsroom: Path) -> None:
    page = '<article><h1>A</h1><figure><img src="a.jpg" alt="A man"><figcaption>A man speaks. Photo: AFP / Jack Guez</figcaption></figure></article>'
    (newsroom / "credit.html").write_text(page, encoding="utf-8")
    config = newsroom / "mediaaudit.toml"
    config.write_text('select = []\n[credit]\nstyle = "reuters"\n', encoding="utf-8")
    result = run("check", "credit.html", "--format", "json")
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["name"], finding["values"]["wanted"]) == ("credit/format", "AFP/Jack Guez")
    config.write_text('[credit]\nstyle = "rueters"\n', encoding="utf-8")
    result = run("check", "credit.html")
    assert (result.exit_code, "credit.style: 'rueters' is no credit style" in result.stderr) == (2, True)


def test_a_mistake_in_house_data_is_said_with_its_place(run: Run, newsroom: Path) -> None:
    Path("own.toml").write_text('[wires]\n"Harbour Press" = ["HP"]\n', encoding="utf-8")
    Path("mediaaudit.toml").write_text('[house]\nagencies = ["own.toml"]\n', encoding="utf-8")
    for command in (("credit", LINE, "--agencies", "own.toml"), ("check",)):
        result = run(*command)
        assert result.exit_code == 2
        assert "own.toml" in result.stderr
        assert "wires: a kind of agency is one of" in result.stderr


def test_a_field_is_a_credit_and_a_caption_need_not_be(run: Run) -> None:
    stdin = b"Zqolt Vrax\nFoto: Ida Lund\n"
    records = [json.loads(line) for line in run("credit", "--field", "-", stdin=stdin).stdout.splitlines()]
    assert [record["credit"] for record in records] == ["Zqolt Vrax", "Foto: Ida Lund"]
    assert [record["unknown"] for record in records] == [["Zqolt Vrax"], []]
    assert json.loads(run("credit", "-", stdin=stdin).stdout.splitlines()[0])["credit"] is None
    assert "person or organisation" in run("credit", "--field", "Zqolt Vrax").stdout
