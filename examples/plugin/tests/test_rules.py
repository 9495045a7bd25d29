from __future__ import annotations

from pathlib import Path

import gazette_rules.checks
import pytest

from mediaaudit.testing import assert_examples, plugin_rules


@pytest.mark.parametrize("rule", plugin_rules("gazette"), ids=lambda rule: rule.name)
def test_examples(rule) -> None:
    assert_examples(rule)


def test_every_rule_file_is_a_rule() -> None:
    folder = Path(gazette_rules.checks.__file__).parent / "rules"
    assert {rule.name for rule in plugin_rules("gazette")} == {f"gazette/{path.stem}" for path in folder.glob("*.toml")}
