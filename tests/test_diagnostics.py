"""Findings: their order, their three printed forms, and the last line."""

import json
from pathlib import PurePosixPath

from publisher.diagnostics import (
    Diagnostic,
    Severity,
    Span,
    as_json,
    as_text,
    in_order,
    summary,
)

ONE = PurePosixPath("one.md")


def finding(line, column=1, severity=Severity.ERROR, hint=None):
    return Diagnostic("R001", severity, Span(ONE, line, column), "something", hint)


def test_findings_stand_in_the_order_of_the_manuscript_and_once():
    """Sorted by place; an exact double is one."""
    assert [finding(2), finding(10)] == in_order([finding(10), finding(2), finding(10)])


def test_a_finding_is_framed_with_its_line_and_hint():
    """Headline, the line meant, a caret under the column, the hint."""
    said = as_text([finding(2, 5, hint="mend it")], {ONE: "a\nSee @x.\n"})

    assert said == (
        "one.md:2:5: error[R001]: something\n 2 | See @x.\n   |     ^\n   = hint: mend it"
    )


def test_a_long_paragraph_is_cut_around_the_place():
    """A paragraph is one line: only what surrounds the column is shown."""
    said = as_text([finding(1, 501)], {ONE: "a" * 500 + "B" + "c" * 500}).split("\n")

    assert len(said[1]) < 100
    assert said[1][said[2].index("^")] == "B"


def test_a_place_beyond_the_file_is_not_framed():
    """A finding about a whole file or a finished file has a headline only."""
    assert as_text([finding(9)], {ONE: "a\n"}) == finding(9).headline


def test_json_has_one_object_a_line():
    """Other programs read the same five fields."""
    said = json.loads(as_json([finding(2)]))

    assert said["code"] == "R001"
    assert said["span"] == {"path": "one.md", "line": 2, "column": 1, "length": 1}


def test_the_summary_counts_by_severity():
    """The last line answers whether one is done."""
    found = [finding(1), finding(2), finding(3, severity=Severity.WARNING)]

    assert summary(found, 12) == "2 errors, 1 warning in 12 files"
    assert summary([], 1) == "nothing wrong in 1 file"
