"""Findings for editors and code hosts: SARIF 2.1.0 (OASIS standard, errata 01).

Places are relative: to the book's folder (`MANUSCRIPT`), which editors find below the
folder they have open (`ROOT`), or to that of the finished files (`DIST`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

from publisher import __version__, rules
from publisher.diagnostics import Diagnostic, Severity
from publisher.reports.report import RULES, Report, families, is_finished
from publisher.reports.rows import rows

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json"
)
_ENVELOPE = 400  # characters of a line that are given with a finding


def as_sarif(report: Report) -> str:
    """Write a report as one SARIF run, one finding a line."""
    ordered = report.ordered
    own = rules.all_rules()
    foreign = sorted({each.code for each in ordered} - RULES.keys())
    codes = [*(rule.code for rule in own), *foreign]
    places = {code: index for index, code in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "publisher",
                "semanticVersion": __version__,
                "rules": [*map(_rule, own), *({"id": code} for code in foreign)],
            }
        },
        "language": "en",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": _bases(report),
        "invocations": [{"executionSuccessful": True}],
        "properties": {"title": report.title, "passed": not report.failed},
        "results": list(_results(report, places)),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return rows(log, 4) + "\n"


def _bases(report: Report) -> dict[str, object]:
    said = "The folder in which the book's folder stands."
    return {
        "ROOT": {"description": {"text": said}},
        "MANUSCRIPT": {"uri": _uri(f"{report.home}/"), "uriBaseId": "ROOT"},
        "DIST": {"description": {"text": "The folder of the finished files."}},
    }


def _rule(rule: rules.Rule) -> dict[str, object]:
    """Describe a rule, with all that docs/diagnostics.md says of it."""
    help_text = f"{rule.why} {rule.cure}"
    return {
        "id": rule.code,
        "name": _name(rule.title),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": help_text, "markdown": f"{rule.why}\n\n**Cure.** {rule.cure}"},
        "defaultConfiguration": {"level": _level(rule.severity)},
        "properties": {"tags": list(families([rule.code]))},
    }


def _name(title: str) -> str:
    """Make a name of a title, as SARIF wants it: words run together (3.49.7)."""
    words = "".join(each if each.isalnum() else " " for each in title).split()
    return "".join(word[:1].upper() + word[1:] for word in words)


def _level(severity: Severity) -> str:
    return severity.value  # error, warning and note are SARIF's words too (3.27.10)


def _results(report: Report, places: dict[str, int]) -> Iterator[dict[str, object]]:
    met: Counter[str] = Counter()
    for (name, each), (print_, _) in zip(report.named, report.prints, strict=True):
        met[print_] += 1
        said = f"{each.message}. Hint: {each.hint}" if each.hint else each.message
        yield {
            "ruleId": each.code,
            "ruleIndex": places[each.code],
            "level": _level(each.severity),
            "message": {"text": said},
            "locations": [_location(report, each)],
            "partialFingerprints": {"place/v1": f"{print_}:{met[print_]}"},
            "properties": {"id": name},
        }


def _uri(path: str) -> str:
    return quote(path, errors="surrogateescape")  # as the disk has it, byte by byte


def _location(report: Report, each: Diagnostic) -> dict[str, object]:
    """Say where; in a PDF, which has no lines, on which sheet."""
    path = each.span.path
    base = "DIST" if is_finished(path) else "MANUSCRIPT"
    artifact = {"uri": _uri(str(path)), "uriBaseId": base}
    if path.parts[:1] and path.parts[0].endswith(".pdf"):
        sheet = {"name": f"sheet {each.span.line}", "kind": "page"}
        return {
            "physicalLocation": {"artifactLocation": artifact},
            "logicalLocations": [sheet],
        }
    region: dict[str, object] = {
        "startLine": each.span.line,
        "startColumn": each.span.column,
        "endColumn": each.span.column + each.span.length,
    }
    line = report.line(each)
    if line is not None and len(line) <= _ENVELOPE:
        region["snippet"] = {"text": line}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
