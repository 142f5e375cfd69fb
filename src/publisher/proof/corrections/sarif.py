"""Corrections for editors and code hosts: SARIF 2.1.0, as findings are (`reports.sarif`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

from publisher import __version__
from publisher.proof.corrections.correction import (
    Certainty,
    Correction,
    Corrections,
    Place,
    State,
)

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json"
)
_RULES = {
    "comment": "What a reader said of a place",
    "edit": "What a reader wants to stand there",
}


def as_sarif(known: Corrections, home: str) -> str:
    """Write corrections as one SARIF run; `home` is the name of the book's folder.

    What was settled is there as suppressed, with its reason.
    """
    said = "The folder in which the book's folder stands."
    run = {
        "tool": {
            "driver": {
                "name": "publisher",
                "semanticVersion": __version__,
                "rules": [
                    {"id": name, "shortDescription": {"text": words}}
                    for name, words in _RULES.items()
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "ROOT": {"description": {"text": said}},
            "MANUSCRIPT": {"uri": quote(f"{home}/"), "uriBaseId": "ROOT"},
        },
        "results": [_result(each) for each in known.rows],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _result(each: Correction) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": "edit" if each.suggests else "comment",
        "level": "warning" if each.suggests else "note",
        "message": {"text": _message(each)},
        "partialFingerprints": {"id/v1": each.id},
        "properties": {
            "id": each.id,
            "reader": each.reader,
            "page": each.page,
            "state": each.state,
            "certainty": each.certainty,
        },
        "locations": list(_locations(each)),
    }
    if each.state is not State.OPEN:
        why = each.reason or str(each.state)
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": why}
        ]
    elif each.suggests and each.place and each.certainty is Certainty.SURE:
        result["fixes"] = [_fix(each, each.place)]
    return result


def _message(each: Correction) -> str:
    page = f" (page {each.page})" if each.page else ""
    parts = [f"{each.reader}{page}: {each.kind}"]
    quoted = each.quote or each.printed
    if quoted:
        parts.append(f"“{quoted}”")
    if each.replacement is not None:
        parts.append(f"→ “{each.replacement}”" if each.replacement else "→ delete")
    if each.words:
        parts.append(f": {each.words}")
    parts += [f"— {reply.reader}: {reply.words}" for reply in each.replies]
    if each.certainty is not Certainty.SURE:
        parts.append(f"({each.certainty}: {each.doubt})")
    return " ".join(parts)


def _locations(each: Correction) -> Iterator[dict[str, object]]:
    if each.place is not None:
        artifact = {"uri": quote(each.place.path), "uriBaseId": "MANUSCRIPT"}
        physical = {"artifactLocation": artifact, "region": _region(each.place)}
        yield {"physicalLocation": physical}


def _region(place: Place) -> dict[str, object]:
    region: dict[str, object] = {
        "startLine": place.line,
        "startColumn": place.column,
    }
    if place.end_line:
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
    return region


def _fix(each: Correction, place: Place) -> dict[str, object]:
    replacement = {
        "deletedRegion": _region(place),
        "insertedContent": {"text": each.replacement or ""},
    }
    artifact = {"uri": quote(place.path), "uriBaseId": "MANUSCRIPT"}
    change = {"artifactLocation": artifact, "replacements": [replacement]}
    return {"description": {"text": each.id}, "artifactChanges": [change]}
