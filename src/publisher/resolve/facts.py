"""The facts of book.yaml as they are printed: words for kinds, typography of titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publisher.bookinfo import BookInfo, Kind, Person, Series, Voice
from publisher.resolve.runs import set_words

_BUILT_IN = {
    "fig": ("figure", "list-of-figures"),
    "map": ("map", "list-of-maps"),
    "tbl": ("table", "list-of-tables"),
}
"""The kinds every book has, and their names among the publisher's words."""


def spoken_facts(info: BookInfo, terms: Mapping[str, str]) -> BookInfo:
    """Set the facts that are printed as the language of the book wants them.

    Kinds that were given no name have the word of the language.
    """

    def said(text: str) -> str:
        return set_words(text, info.lang)

    return replace(
        info,
        title=said(info.title),
        subtitle=said(info.subtitle),
        rights=said(info.rights),
        publisher=said(info.publisher),
        description=said(info.description),
        imprint=tuple(map(said, info.imprint)),
        cover_alt=said(info.cover_alt),
        creators=tuple(_person(each, info.lang) for each in info.creators),
        contributors=tuple(_person(each, info.lang) for each in info.contributors),
        kinds={key: _kind(each, terms) for key, each in info.kinds.items()},
        series={key: _series(each, info.lang) for key, each in info.series.items()},
        voices={key: _voice(each, info.lang) for key, each in info.voices.items()},
        structure=tuple(
            replace(each, title=said(each.title)) for each in info.structure
        ),
    )


def _person(person: Person, lang: str) -> Person:
    return replace(person, name=set_words(person.name, lang))


def _kind(kind: Kind, terms: Mapping[str, str]) -> Kind:
    name, list_title = _BUILT_IN.get(kind.key, ("", ""))
    return replace(
        kind,
        name=kind.name or terms.get(name, kind.key.capitalize()),
        list_title=kind.list_title or terms.get(list_title, kind.name),
    )


def _series(series: Series, lang: str) -> Series:
    title, signature = set_words(series.title, lang), set_words(series.signature, lang)
    return replace(series, title=title, signature=signature)


def _voice(voice: Voice, lang: str) -> Voice:
    name, signature = set_words(voice.name, lang), set_words(voice.signature, lang)
    return replace(voice, name=name, signature=signature)
