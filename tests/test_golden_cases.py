"""The reader of golden cases reads, compares, and writes when told to."""

import pytest

import golden_cases

FILE = "# Title\n\nWords.\n\nOne\n.\na\nb\n.\nc\n.\n\nTwo\n.\n.\n.\n"


@pytest.fixture
def cases(tmp_path, monkeypatch):
    """Two cases, read from a file."""
    (tmp_path / "x.md").write_text(FILE, "utf-8")
    monkeypatch.setattr(golden_cases, "GOLDEN", tmp_path)
    return [param.values[0] for param in golden_cases.golden_cases("x.md")]


def test_a_case_has_a_title_an_input_and_what_is_expected(cases):
    assert [("One", "a\nb\n", "c\n"), ("Two", "", "")] == [
        (case.title, case.source, case.expected) for case in cases
    ]


def test_what_is_expected_passes_with_and_without_a_last_line_end(cases):
    cases[0].check("c\n")
    cases[0].check("c")
    cases[1].check("")


def test_anything_else_fails(cases):
    with pytest.raises(AssertionError):
        cases[0].check("d\n")


def test_updating_writes_what_came_out_and_nothing_else(cases, tmp_path, monkeypatch):
    monkeypatch.setattr(golden_cases, "updating", True)
    cases[0].check("d\ne\n")
    cases[1].check("f")

    expected = FILE.replace("c\n", "d\ne\n").replace("Two\n.\n.\n", "Two\n.\n.\nf\n")
    assert expected == (tmp_path / "x.md").read_text("utf-8")
