"""docs/diagnostics.md as the rules and the overlays say it should be.

    PYTHONPATH=src:tests python -m diagnostics_page

writes it; `inv fmt` does the same.
"""

from pathlib import Path

from clean_book import OVERLAYS
from publisher import rules
from publisher.reports.report import FAMILIES, family

PAGE = Path(__file__).parents[1] / "docs" / "diagnostics.md"

_HEAD = """# What the publisher finds

*This page is made of the rules themselves, by `inv fmt`.*

Every finding has a code. Below is what each is about, why it matters, how it looks and
what cures it. An **error** stops the book; a **warning** stops it under `--strict`; a
**note** is for the eye. `book.yaml` can weigh a rule otherwise (`rules: {R020: off}`), and
a comment above a passage can excuse it there: `<!-- publisher: allow R020, and why -->`.

Findings of outside programs keep their own codes, as `epubcheck/RSC-005`; their makers
explain them.

Commands end with 0 if nothing stands against the book, with 1 if something does, with 2 if
a program is missing or broke, and with 130 or 143 if they were stopped. `--format json`
prints one finding a line, as `docs/report.schema.json` describes; `--format sarif` prints
SARIF 2.1.0. A build writes `report.html`, `report.json` and `report.sarif` beside the book.
"""


def page():
    """Write the whole page."""
    parts, last = [_HEAD], ""
    for rule in sorted(rules.all_rules(), key=_place):
        if (own := family(rule.code)) != last:
            last = own
            parts.append(f"## {own}: {FAMILIES[own]}\n")
        parts.append(_entry(rule))
    return "\n".join(parts)


def _place(rule):
    return list(FAMILIES).index(family(rule.code)), rule.code


def _entry(rule):
    example = _example(rule.code)
    shown = f"\n    {example}\n" if example else ""
    firm = ", in every book" if rule.code in rules.FIRM else ""
    return (
        f"### {rule.code} · {rule.title}\n\n"
        f"*{rule.severity.value.capitalize()}{firm}.* {rule.why}\n{shown}\n"
        f"**Cure.** {rule.cure}\n"
    )


def _example(code):
    """Give the first line that the overlay of a code earns."""
    expected = OVERLAYS / code / "expected.txt"
    if not expected.exists():
        return ""
    lines = expected.read_text("utf-8").splitlines()
    return next(line for line in lines if f"[{code}]" in line)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
