"""Excuses: a comment above a block lets a finding stay, for a reason, in that block."""

import pytest

from small_books import checked, codes

ALLOW = "<!-- publisher: allow P004, the tag is what it is about -->"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{ALLOW}\n\nA <b>tag</b>.", id="a paragraph"),
        pytest.param(f"{ALLOW}\nA line\nand a <b>tag</b>.", id="its second line"),
        pytest.param(f"- item\n\n  {ALLOW}\n\n  A <b>tag</b>.\n", id="in a list"),
        pytest.param(f"{ALLOW}\n\n> a\n>\n> <b>tag</b>\n\nEnd.", id="a quotation"),
        pytest.param(
            f"A note.[^1]\n\n{ALLOW}\n\n[^1]: A <b>tag</b>.\n\nEnd.", id="a note"
        ),
        pytest.param(
            f"A note.[^1]\n\n[^1]: One.\n\n    {ALLOW}\n\n    A <b>tag</b>.\n",
            id="inside a note",
        ),
        pytest.param(f"A line {ALLOW}\nand a <b>tag</b>.", id="within the paragraph"),
        pytest.param(
            "<!-- publisher: allow C001 P004: as drawn -->\n\nA <b>tag</b>.",
            id="several codes",
        ),
        pytest.param(
            "<!-- publisher: allow P004 because it must -->\n\nA <b>tag</b>.",
            id="a reason without a comma",
        ),
    ],
)
def test_a_finding_is_excused_in_the_block_that_follows(tmp_path, text):
    """The block is covered to its end, wherever the comment stands before it."""
    outcome = checked(tmp_path, f"# One\n\n{text}\n")

    assert codes(outcome, "P") == []


def test_the_block_after_is_not_excused(tmp_path):
    """An excuse ends with its block, and says nothing of what stands before it."""
    text = f"# One\n\nA <b>tag</b>.\n\n{ALLOW}\n\nA <b>tag</b>.\n\nA <i>tag</i>.\n"

    assert codes(checked(tmp_path, text)) == ["P004:one.md:3", "P004:one.md:9"]


def test_another_code_is_not_excused(tmp_path):
    """And the excuse that excused nothing is a finding."""
    text = "# One\n\n<!-- publisher: allow P003, so it is -->\n\nA <b>tag</b>.\n"

    assert codes(checked(tmp_path, text)) == ["C014:one.md:3", "P004:one.md:5"]


def test_an_error_is_not_excused_even_by_weight(tmp_path):
    """What book.yaml weighs as an error stands, and the excuse is reported."""
    text = f"# One\n\n{ALLOW}\n\nA <b>tag</b>.\n"
    outcome = checked(tmp_path, text, more="rules: {P004: error}\n")

    assert codes(outcome) == ["C013:one.md:3", "P004:one.md:5"]


def test_a_rule_set_off_leaves_its_excuses_in_peace(tmp_path):
    """Nothing was looked for, so nothing can be said of the excuse."""
    text = f"# One\n\n{ALLOW}\n\nA word.\n"
    outcome = checked(tmp_path, text, more="rules: {P004: off}\n")

    assert codes(outcome) == []


def test_an_excuse_at_the_end_of_a_file_excuses_nothing(tmp_path):
    """There is no block that it could be for."""
    assert codes(checked(tmp_path, f"# One\n\nA word.\n\n{ALLOW}\n")) == [
        "C014:one.md:5"
    ]


def test_an_excuse_in_an_included_file_reaches_to_its_own_end(tmp_path):
    """A block of the file around it is another file's affair."""
    part = f"{ALLOW}\n\nA <b>tag</b>.\n".encode()
    text = "# One\n\n{{< include _p.md >}}\n\nA <i>tag</i>.\n"
    outcome = checked(tmp_path, text, files={"_p.md": part})

    assert codes(outcome) == ["P004:one.md:5"]
