"""The list of errata in Markdown and in HTML, as readers and libraries expect it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from publisher.proof.changes import Token
from publisher.proof.changes.wording import NOTE
from publisher.proof.errata.finding import Erratum, Words, begun, ended, outlined

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~^@$])")
_STYLE = """
body { font: 17px/1.5 "EB Garamond", Georgia, serif; max-width: 46rem; margin: 3rem auto;
  padding: 0 1.2rem; color: #1b1b1b; background: #fff; }
h1 { font-weight: 500; line-height: 1.2; margin-bottom: 0.2em; }
table { border-collapse: collapse; width: 100%; margin-top: 1.6em; }
th, td { text-align: left; vertical-align: baseline; padding: 0.35em 0.9em 0.35em 0; }
th { font-variant-caps: small-caps; font-weight: 500; border-bottom: 1px solid #777; }
tr + tr td { border-top: 1px solid #ddd; }
td:first-child, td:nth-child(2) { white-space: nowrap; font-variant-numeric: tabular-nums; }
sup { line-height: 0; }
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list of errata is of."""

    title: str
    authors: tuple[str, ...]
    since: str  # the revision that was printed
    date: str  # of the list
    lang: str


def as_markdown(listed: Sequence[Erratum], heading: Heading) -> str:
    """Write the list in Markdown, as a table."""
    lines = [
        f"# Errata: {_plain(heading.title)}",
        "",
        *([_plain(", ".join(heading.authors)), ""] if heading.authors else []),
        *(_plain(each) for each in _about(listed, heading)),
        "",
    ]
    if listed:
        lines += ["| Page | Line | For | Read |", "|---|---|---|---|"]
    for each in listed:
        wrong, right = _cells(each, _marked)
        lines.append(f"| {_page(each)} | {each.line or ''} | {wrong} | {right} |")
    return "\n".join(lines).rstrip() + "\n"


def as_html(listed: Sequence[Erratum], heading: Heading) -> str:
    """Write the list as one page of HTML that needs nothing else."""
    rows = Markup("\n").join(
        Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            _page(each), each.line or "", *map(Markup, _cells(each, _tagged))
        )
        for each in listed
    )
    head = Markup(
        "<thead><tr><th scope='col'>Page</th><th scope='col'>Line</th>"
        "<th scope='col'>For</th><th scope='col'>Read</th></tr></thead>"
    )
    table = Markup("<table>{}<tbody>\n{}\n</tbody></table>").format(head, rows)
    return str(
        Markup(
            "<!DOCTYPE html>\n<html lang='{}'>\n<head><meta charset='utf-8'>\n"
            "<meta name='viewport' content='width=device-width'>\n"
            "<title>Errata: {}</title>\n<style>{}</style></head>\n<body>\n"
            "<h1>Errata: <cite>{}</cite></h1>\n<p>{}</p>\n<p>{}</p>\n{}\n</body>\n</html>\n"
        ).format(
            "en",
            heading.title,
            Markup(_STYLE),
            heading.title,
            ", ".join(heading.authors),
            " ".join(_about(listed, heading)),
            table if listed else "",
        )
    )


def _about(listed: Sequence[Erratum], heading: Heading) -> list[str]:
    """Say what the list is, and how lines are counted."""
    if not listed:
        return [
            f"No errata are known in the edition of {heading.since} ({heading.date})."
        ]
    count = f"{len(listed)} correction{'s' if len(listed) != 1 else ''}"
    return [
        f"{count} to the edition of {heading.since} ({heading.date}).",
        "Lines are counted from the top of the page; titles and notes count, "
        "running heads do not.",
    ]


def _page(each: Erratum) -> str:
    if not each.page:
        return "—"
    return f"{each.label}, note {each.note}" if each.note else each.label


def _cells(each: Erratum, write: Callable[[Words], str]) -> tuple[str, str]:
    """Give what stands under "for" and under "read"."""
    if each.act == "add":
        return "(after this line)", f"add: {write(each.right)}"
    if each.act == "delete":
        return write(begun(each.wrong)), "(delete the paragraph)"
    if each.act == "move":
        where = (
            f"behind: {write(ended(each.right))}" if each.right else "at the beginning"
        )
        return write(begun(each.wrong)), f"(the paragraph belongs {where})"
    return write(outlined(each.wrong)), write(each.right)


def _marked(words: Words) -> str:
    """Write words as Markdown; italics stay italic."""
    return _written(words, _plain, "*{}*", "<sup>note</sup>")


def _tagged(words: Words) -> str:
    """Write words as HTML."""
    return _written(
        words, lambda text: str(Markup.escape(text)), "<em>{}</em>", "<sup>note</sup>"
    )


def _written(words: Words, escape: Callable[[str], str], italic: str, call: str) -> str:
    said: list[str] = []
    run: list[Token] = []
    for each in (*words, None):
        if run and (each is None or not each.is_word or each.italic != run[0].italic):
            text = escape(" ".join(token.text for token in run))
            said.append(italic.format(text) if run[0].italic else text)
            run = []
        if each is not None and each.text == NOTE:
            said.append((said.pop() if said else "") + call)
        elif each is not None:
            run.append(each)
    return " ".join(said)


def _plain(words: str) -> str:
    """Write words so that Markdown takes none of them for markup."""
    return _SPECIAL.sub(r"\\\1", words)
