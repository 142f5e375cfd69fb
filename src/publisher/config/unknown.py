"""Keys that mean nothing in book.yaml, and which were probably meant."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from publisher import rules
from publisher.config.section import Ledger, Section
from publisher.config.values import Word
from publisher.diagnostics import Diagnostic

_OTHER_WORDS = {
    "authors": "author",
    "by": "author",
    "collection": "belongs-to-collection",
    "copyright": "rights",
    "cover": "cover-image",
    "front": "front-matter",
    "back": "back-matter",
    "keywords": "subject",
    "license": "rights",
    "licence": "rights",
    "name": "title",
    "parts": "chapters",
    "series": "belongs-to-collection",
    "summary": "description",
    "toc": "contents",
    "toc-depth": "contents: {depth: 2}",
    "number-sections": "numbering: {sections: true}",
    "translator": "contributor: {role: translator, name: …}",
    "editor": "contributor: {role: editor, name: …}",
    "illustrator": "contributor: {role: illustrator, name: …}",
}
"""What other programs, or the tongue, call a key of the top level."""


def unknown_keys(ledger: Ledger) -> Iterator[Diagnostic]:
    """Yield a finding for every key that no reader asked for."""
    for section in ledger.sections:
        for entry in section.table.entries:
            if entry.key.text not in section.asked:
                yield _unknown(entry.key, section, ledger)


def _unknown(key: Word, section: Section, ledger: Ledger) -> Diagnostic:
    place = f' under "{section.name}"' if section.name else ""
    allowed = f"keys allowed here: {', '.join(sorted(section.asked))}"
    guess = _guess(key.text, section, ledger)
    return rules.UNKNOWN_KEY.at(
        key.span,
        f'there is no key "{key.text}"{place}',
        hint=f"{guess} {allowed}" if guess else allowed,
    )


def _guess(key: str, section: Section, ledger: Ledger) -> str:
    other = _OTHER_WORDS.get(key.lower()) if not section.name else None
    if other:
        return f'did you mean "{other}"?'
    near = get_close_matches(
        key.lower().replace("_", "-"), section.asked, n=1, cutoff=0.7
    )
    if near:
        return f'did you mean "{near[0]}"?'
    for elsewhere in ledger.sections:
        if key in elsewhere.asked and "." not in elsewhere.name:
            where = (
                f'under "{elsewhere.name}"' if elsewhere.name else "at the left edge"
            )
            return f"write it {where};"
    far = get_close_matches(key.lower(), section.asked, n=1, cutoff=0.6)
    return f'did you mean "{far[0]}"?' if far else ""
