"""Findings for other programs: JSON, as docs/report.schema.json describes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publisher import __version__
from publisher.diagnostics import Diagnostic, in_order
from publisher.reports.report import RULES, Report
from publisher.reports.rows import compact, rows

VERSION = 1  # grows when a field changes its meaning or goes; new fields leave it


def as_lines(found: Iterable[Diagnostic]) -> str:
    """Write one object a line: what `--format json` prints."""
    return "\n".join(
        compact({"version": VERSION} | finding(each)) for each in in_order(found)
    )


def as_json(report: Report) -> str:
    """Write a whole report: what stands in `report.json`, one finding a line."""
    ordered = report.ordered
    whole = {
        "version": VERSION,
        "publisher": __version__,
        "title": report.title,
        "passed": not report.failed,
        "made": list(report.made),
        "files": report.files,
        "counts": report.counts,
        "findings": [{"id": name} | finding(each) for name, each in report.named],
        "rules": _rules(ordered),
    }
    return rows(whole, 2) + "\n"


def finding(each: Diagnostic) -> dict[str, object]:
    """Give the five fields of a finding."""
    span = each.span
    return {
        "code": each.code,
        "severity": each.severity.value,
        "span": {
            "path": str(span.path),
            "line": span.line,
            "column": span.column,
            "length": span.length,
        },
        "message": each.message,
        "hint": each.hint,
    }


def _rules(found: Iterable[Diagnostic]) -> Mapping[str, Mapping[str, str]]:
    """Say of our own codes what they are about; tools explain theirs themselves."""
    codes = sorted({each.code for each in found} & RULES.keys())
    return {
        code: {"title": rule.title, "why": rule.why, "cure": rule.cure}
        for code in codes
        for rule in [RULES[code]]
    }
