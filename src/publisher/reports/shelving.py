"""Reports as files: each written beside its place and moved there in one step."""

from __future__ import annotations

from pathlib import Path

from publisher.reports.objects import as_json
from publisher.reports.page import as_html
from publisher.reports.report import Report
from publisher.reports.sarif import as_sarif

NAMES = ("report.html", "report.json", "report.sarif")


def write(report: Report, folder: Path) -> list[Path]:
    """Write a report in its three forms into an empty folder; list the files.

    The name of a file may hold bytes that are no UTF-8: they are written as escapes.
    """
    forms = (as_html, as_json, as_sarif)
    files = [folder / name for name in NAMES]
    for file, form in zip(files, forms, strict=True):
        file.write_text(form(report), "utf-8", "backslashreplace", newline="\n")
    return files
