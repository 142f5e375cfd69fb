"""Bare page references where there are no pages of paper: "p. 112" becomes "map 5".

In the EPUB a reference to a page says the name of its target instead, as a link. The
author's "p." before it would then read "p. map 5", so it is hidden: it stays in the
file, where nothing the author wrote may be missing, and is neither shown nor read out.
If the same target was named just before ("map 5, p. 112"), all that comes after is
hidden, the link with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from publisher.model import Attributes, Form, Inline, Phrase, Reference, Text

HIDDEN = Attributes(classes=("paper-only",))

_PAGE_WORDS = re.compile(
    r"(?:(?<=[\s(\[«„“—–])|^)"
    r"(?:pp?\.|pages?|с\.|стр\.|страниц[аеуы]|S\.|Seiten?|págs?\.|páginas?|pagin[ae]|"
    r"str\.|stron(?:a|ie|y|ach)|stran(?:a|ě|y|ách)|blz\.|bladzijden?|стор\.|"
    r"сторін(?:ка|ці|ку|ки|ках)|σσ?\.|σελ\.|σελίδ(?:α|ες)|עמ[׳'’]|עמוד(?:ים)?|ص|صفحة)\s*$",
    re.IGNORECASE,
)
_COMMA = re.compile(r"^[\s,;:]*$")
_BRACKET = re.compile(r"^\s*[(\[]\s*$")


def without_page_words(
    nodes: Sequence[Inline], _direction: str = "ltr"
) -> Sequence[Inline]:
    """Hide the word for "page" before each bare page reference of a run."""
    if not any(isinstance(n, Reference) and n.form is Form.PAGE for n in nodes):
        return nodes
    run: list[Inline] = []
    rest = list(reversed(nodes))
    while rest:
        match run[-1:], rest.pop():
            case [Text() as before], Reference(form=Form.PAGE) as page:
                run[-1:] = _said(run[-2:-1], before, page, rest)
            case _, node:
                run.append(node)
    return run


def _said(
    named: Sequence[Inline], before: Text, page: Reference, rest: list[Inline]
) -> list[Inline]:
    """Set a page reference and the words before it; `rest` follows, reversed."""
    found = _PAGE_WORDS.search(before.value)
    kept = before.value[: found.start()] if found else before.value
    if any(isinstance(n, Reference) and n.label == page.label for n in named):
        if _COMMA.match(kept):
            return [_hidden(before, _settled(page))]
        if _BRACKET.match(kept) and (closing := _closing(rest)):
            return [_hidden(before, _settled(page), closing)]
    if not found:
        return [before, page]
    word = replace(before, value=before.value[found.start() :])
    return [replace(before, value=kept), _hidden(word), page]


def _hidden(first: Inline, *others: Inline) -> Phrase:
    return Phrase((first, *others), HIDDEN, span=first.span)


def _settled(page: Reference) -> Reference:
    """Make a reference that will not be looked at again."""
    return replace(page, form=Form.FULL)


def _closing(rest: list[Inline]) -> Text | None:
    """Take the closing bracket off what follows, if that is what it begins with."""
    after = rest[-1] if rest else None
    if not isinstance(after, Text) or after.value[:1] not in {")", "]"}:
        return None
    rest[-1] = replace(after, value=after.value[1:])
    return replace(after, value=after.value[:1])
