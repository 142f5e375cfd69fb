"""Findings for other programs: JSON, as docs/report.schema.json describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from publisher import __version__
from publisher.diagnostics import Diagnostic, in_order
from publisher.reports.ids import identified
from publisher.reports.report import RULES, Report

VERSION = 1  # grows when a field changes its meaning or goes; new fields leave it


def as_lines(found: Iterable[Diagnostic]) -> str:
    """Write one object a line: what `--format json` prints."""
    return "\n".join(
        json.dumps({"version": VERSION} | finding(each), ensure_ascii=False)
        for each in in_order(found)
    )


def as_json(report: Report) -> str:
    """Write a whole report: what stands in `report.json`."""
    ordered = report.ordered
    whole = {
        "version": VERSION,
        "publisher": __version__,
        "title": report.title,
        "passed": not report.failed,
        "made": list(report.made),
        "files": report.files,
        "counts": report.counts,
        "findings": [
            {"id": name} | finding(each)
            for name, each in identified(ordered, report.texts)
        ],
        "rules": _rules(ordered),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def finding(each: Diagnostic) -> dict[str, object]:
    """Give the five fields of a finding."""
    span = asdict(each.span) | {"path": str(each.span.path)}
    return asdict(each) | {"severity": each.severity.value, "span": span}


def _rules(found: Iterable[Diagnostic]) -> Mapping[str, Mapping[str, str]]:
    """Say of our own codes what they are about; tools explain theirs themselves."""
    codes = sorted({each.code for each in found} & RULES.keys())
    return {
        code: {"title": rule.title, "why": rule.why, "cure": rule.cure}
        for code in codes
        for rule in [RULES[code]]
    }
