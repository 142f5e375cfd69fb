"""Texts made to hurt, by size, and the way of a text through every stage to the EPUB."""

from publisher import pipeline
from publisher.render.epub import render_epub
from publisher.reports import as_html, as_json, as_sarif
from small_books import written


def _numbered(form, count):
    return "".join(form.format(n=number) for number in range(count))


TEXTS = {
    "brackets": (lambda n: "[" * n + "deep" + "]" * n, 60_000),
    "a paragraph": (lambda n: "word and so on. " * n, 190_000),
    "a word": (lambda n: "a" * n, 3_000_000),
    "spans": (lambda n: "[a]{.b} " * n, 60_000),
    "nested spans": (lambda n: "[a " * n + "deep" + "]{.x}" * n, 60_000),
    "notes": (lambda n: _numbered("a[^n{n}]\n\n[^n{n}]: b\n\n", n), 100_000),
    "notes uncalled": (lambda n: _numbered("[^n{n}]: b\n\n", n), 40_000),
    "emphasis": (lambda n: "*a **b " * n, 40_000),
    "underscores": (lambda n: "_" * n + "a" + "_" * n, 40_000),
    "nested quotations": (lambda n: ">" * n + " deep", 20_000),
    "nested lists": (lambda n: "- " * n + "deep", 8_000),
    "addresses": (
        lambda n: _numbered("[k{n}]: /u\n", n) + _numbered("[k{n}] ", n),
        40_000,
    ),
    "attributes": (lambda n: "[a]{" + _numbered("k{n}=v .c{n} ", n) + "}", 20_000),
    "divisions unclosed": (lambda n: "::: {.a}\n" * n + "a\n", 8_000),
    "backticks": (lambda n: _numbered("{n:`<9} a ", n), 20_000),
    "columns": (
        lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|b" * n + "|\n",
        10_000,
    ),
    "dashes": (lambda n: "a " + "-" * n + " b", 400_000),
    "quotation marks": (lambda n: "\"'" * n, 200_000),
    "curly marks": (lambda n: "“" * n + "a" + "‘" * n, 100_000),
    "headings": (lambda n: "# a\n\n" * n, 20_000),
    "references": (lambda n: "[](#fig-a) @map-b " * n, 20_000),
    "index marks": (lambda n: _numbered("[a]{{.index ref=r{n}}} ", n), 20_000),
    "excuses": (lambda n: "<!-- publisher: allow T001, so -->\n\na a\n\n" * n, 8_000),
    "hyphens": (lambda n: "a - b " * n, 100_000),
    "citations": (lambda n: "@a " * n, 100_000),
    "languages": (lambda n: "[a a]{lang=la} a a. " * n, 20_000),
    "addresses and marks": (lambda n: "www.a.org , " * n, 40_000),
    "blanks": (lambda n: "  " * n, 200_000),
    "initials": (lambda n: "J. R. " * n, 100_000),
    "initials close together": (lambda n: "J.R." * n, 100_000),
    "letters of two scripts": (lambda n: "аa" * n, 400_000),
    "a word before one in Cyrillic": (lambda n: "a" * n + " я", 3_000_000),
    "spaces before a stop": (lambda n: "a" + "\u00a0" * n + "a .", 400_000),
    "an include never closed": (lambda n: "{{< include " + " " * n, 400_000),
}
"""By name: how it is made, and the most of it that is tried."""


def through(folder, text):
    """Check a book of this text, and make the pages of its EPUB."""
    outcome = pipeline.check(written(folder / "book", text))
    render_epub(outcome.book, outcome.manuscript.assets)
    report = outcome.report(folder / "book", strict=False)
    for written_out in (as_json, as_sarif, as_html):
        written_out(report)
    return outcome
