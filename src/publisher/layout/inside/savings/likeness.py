"""Which selectors fit an element, asked once for all elements that are alike to them.

cssselect2 asks each selector of a sheet that may fit an element whether it does; a selector is
compiled to a function. Two elements are alike if all is the same that **plain** selectors can
ask of them: the tag, the classes, those ids and attributes that some selector names, and the
parent, which is as alike as they are. What a plain selector asks is seen in its function: it
reads no names but those of `_PLAIN`, and it looks at the value of an attribute only where it
has a value for one that is missing, the empty string; else it asks whether it is there. The
language of an element is that which it or its parent names.

A selector that asks for siblings, or for children by their place, mostly says no before it
comes to that: in a paragraph that is no part of a table nothing hangs on the rows above. It
is asked of one element that knows no siblings (`_Alone`), and if it does not miss them, of no
other that is alike.

All other selectors (whatever there may be) are asked of each element as ever. So what fits is
the same, in the same order.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, TypeAlias

_PLAIN = frozenset(
    {
        "local_name", "namespace_url", "in_html_document", "classes", "id",
        "etree_element", "tag", "attrib", "get", "parent", "ancestors",
        "startswith", "endswith", "lower", "split_whitespace", "ascii_lower", "any",
        "next", "lang",
    }
)  # fmt: skip
"""Names in the functions of selectors that ask of an element and what it stands in."""

_SIBLINGS = frozenset({"index", "previous", "previous_siblings", "etree_siblings"})
_NEARLY = _PLAIN | _SIBLINGS | {"len"}  # of siblings
"""Names in the functions of selectors that ask for siblings, too."""

_LANGUAGES = frozenset({"lang", "{http://www.w3.org/XML/1998/namespace}lang"})
_MISSING = ""  # is taken for the value of an attribute that is missing
_ASKED = "_publisher_asked"  # with a matcher: what its selectors ask

Entry: TypeAlias = tuple[Any, ...]  # test, specificity, order, pseudo-element, payload
Fitting: TypeAlias = tuple[int, Any]  # place of the sheet, selector
Known: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the selectors of a sheet ask."""

    peculiar: frozenset[int]  # those that are not plain, by their order
    nearly: frozenset[int]  # those of them that ask for siblings and nothing else
    words: frozenset[str]  # ids that any name, and attributes that plain ones name
    values: frozenset[str]  # of these attributes, the ones whose values are compared


@dataclass(slots=True, eq=False)
class _Alike:
    """What is known of elements that are alike."""

    plain: list[Fitting]  # those that fit
    peculiar: list[tuple[int, Entry]]  # those that must be asked
    found: dict[tuple[bool, ...], tuple[Known, list[Fitting]]] = field(
        default_factory=dict
    )


class Likeness:
    """The elements of one document, as alike as its sheets can tell."""

    def __init__(self, sheets: Iterable[tuple[Any, Any, Any]]) -> None:
        """Look at what the selectors of all sheets ask."""
        self._matchers = [sheet.matcher for sheet, _, _ in sheets]
        self._asked = [_asked(each) for each in self._matchers]
        self._words = frozenset[str]().union(*(each.words for each in self._asked))
        self._values = frozenset[str]().union(*(each.values for each in self._asked))
        self._known: dict[Any, _Alike] = {}
        self._of: dict[Any, _Alike] = {}  # element

    def fitting(self, wrapper: Any) -> tuple[Known, list[Fitting]]:
        """List what fits an element, sheet after sheet, and a name of all that does.

        Its parent must have been asked for before.
        """
        element, above = wrapper.etree_element, wrapper.parent
        key = (
            None if above is None else id(self._of[above.etree_element]),
            element.tag,
            wrapper.in_html_document,
            *self._facts(element.attrib),
        )
        alike = self._known.get(key)
        if alike is None:
            alike = self._known[key] = self._met(wrapper)
        self._of[element] = alike
        answers = tuple([bool(entry[0](wrapper)) for _, entry in alike.peculiar])
        found = alike.found.get(answers)
        if found is None:
            found = alike.found[answers] = _joined(alike, answers)
        return found

    def _facts(self, attributes: Any) -> Iterator[Any]:
        """Tell of attributes what plain selectors may ask."""
        for name, value in attributes.items():
            if (
                name == "class"
                or name in self._values
                or name in _LANGUAGES
                or (name == "id" and value in self._words)
            ):
                yield name, value
            elif name in self._words:
                yield name

    def _met(self, wrapper: Any) -> _Alike:
        """Ask what can be asked of an element alone, and list the other selectors."""
        plain: list[Fitting] = []
        peculiar: list[tuple[int, Entry]] = []
        for place, (matcher, asked) in enumerate(
            zip(self._matchers, self._asked, strict=True)
        ):
            for entry in _relevant(matcher, wrapper):
                fits = _fits_alone(entry, wrapper, asked)
                if fits is None:
                    peculiar.append((place, entry))
                elif fits:
                    plain.append((place, entry[1:]))
        return _Alike(plain, peculiar)


class SiblingsMissedError(Exception):
    """Siblings are asked for."""


class _Alone:
    """An element that knows what it is and what it stands in, but none of its siblings."""

    def __init__(self, wrapper: Any) -> None:
        """Take its place."""
        self._wrapper = wrapper

    def __getattr__(self, name: str) -> Any:
        """Say what it knows."""
        if name in _SIBLINGS:
            raise SiblingsMissedError
        if name == "ancestors":
            return [_Alone(each) for each in self._wrapper.ancestors]
        found = getattr(self._wrapper, name)
        return _Alone(found) if name == "parent" and found is not None else found


def _fits_alone(entry: Entry, wrapper: Any, asked: _Asked) -> bool | None:
    """Ask a selector of an element; None if it must be asked of each that is alike."""
    if entry[2] not in asked.peculiar:
        return bool(entry[0](wrapper))
    if entry[2] in asked.nearly:
        try:
            return bool(entry[0](_Alone(wrapper)))
        except SiblingsMissedError:
            pass
    return None


def _joined(alike: _Alike, answers: Sequence[bool]) -> tuple[Known, list[Fitting]]:
    """Put what fits in order: sheet after sheet, the heavier later, then as written."""
    more = [
        (place, entry[1:])
        for (place, entry), fits in zip(alike.peculiar, answers, strict=True)
        if fits
    ]
    found = sorted([*alike.plain, *more], key=lambda e: (e[0], e[1][0], e[1][1]))
    return tuple([(place, each[0], id(each[3])) for place, each in found]), found


def _relevant(matcher: Any, wrapper: Any) -> Iterator[Entry]:
    """Yield the selectors that may fit an element, as `Matcher.match` finds them."""
    if wrapper.id is not None:
        yield from matcher.id_selectors.get(wrapper.id, ())
    for name in wrapper.classes:
        yield from matcher.class_selectors.get(name, ())
    lower = wrapper.local_name.translate(_LOWER)
    yield from matcher.lower_local_name_selectors.get(lower, ())
    yield from matcher.namespace_selectors.get(wrapper.namespace_url, ())
    if "lang" in wrapper.etree_element.attrib:
        yield from matcher.lang_attr_selectors
    yield from matcher.other_selectors


_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}  # ASCII alone


def _asked(matcher: Any) -> _Asked:
    """Look at the functions of all selectors of a sheet, once."""
    known: _Asked | None = matcher.__dict__.get(_ASKED)
    if known is None:
        peculiar, nearly, values = set[int](), set[int](), set[str]()
        words = set[str](matcher.id_selectors)  # peculiar ones are found by ids, too
        for test, _, order, *_ in _entries(matcher):
            codes = list(_codes(test.__code__))
            names = {name for code in codes for name in _names(code)}
            if not names <= _PLAIN:
                peculiar.add(order)
                if not names <= _NEARLY:
                    continue
                nearly.add(order)
            said = {each for code in codes for each in _strings(code)}
            words |= said
            if _MISSING in said:
                values |= said
        known = _Asked(
            frozenset(peculiar), frozenset(nearly), frozenset(words), frozenset(values)
        )
        matcher.__dict__[_ASKED] = known
    return known


def _entries(matcher: Any) -> Iterator[Entry]:
    for by_name in (
        matcher.id_selectors,
        matcher.class_selectors,
        matcher.lower_local_name_selectors,
        matcher.namespace_selectors,
    ):
        for entries in by_name.values():
            yield from entries
    yield from matcher.lang_attr_selectors
    yield from matcher.other_selectors


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of a function and of all within it."""
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def _names(code: CodeType) -> Iterable[str]:
    """List what a function reads that is not its own."""
    return (*code.co_names, *code.co_freevars)


def _strings(code: CodeType) -> Iterator[str]:
    for each in code.co_consts:
        if isinstance(each, str):
            yield each
        elif isinstance(each, tuple):
            yield from (inner for inner in each if isinstance(inner, str))
