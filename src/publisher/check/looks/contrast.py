"""Words too faint to read: the contrast of their colour with the page behind them.

The colours are worked out as a reading system would, once on a white page with black
text and once, as at night, on a black page with white text. 4.5 is what WCAG asks of
text of ordinary size: https://www.w3.org/TR/WCAG22/#contrast-minimum
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cssselect2
import tinycss2
import tinycss2.color4
from lxml import etree

from publisher import rules
from publisher.artifacts import Stylesheet
from publisher.check.looks.sheets import Rule, Token, rules_of, written
from publisher.diagnostics import Diagnostic

ENOUGH = 4.5

Colour: TypeAlias = tuple[float, float, float]
_BLACK, _WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
_PAGES = {"light": (_BLACK, _WHITE), "dark": (_WHITE, _BLACK)}  # text, ground
_NAMED = {"light": "a white page", "dark": "a black page, as at night"}
_COLOURING = {"color", "background", "background-color"}
_TELLING = ("class", "dir", "lang", "id", "role", "hidden")
_TYPE = "{http://www.idpf.org/2007/ops}type"
_UNSEEN = {"head", "title", "script", "style"}


@dataclass(frozen=True, slots=True)
class _Ink:
    """The colour of words and of what is behind them, and who set them."""

    text: Colour
    ground: Colour
    rule: Rule | None = None
    declaration: Token = None


def faint_words(
    documents: Iterable[etree._Element], sheets: Sequence[Stylesheet]
) -> Iterator[Diagnostic]:
    """Find every rule that makes words of these documents too faint, by day or by night."""
    coloured = [rule for rule in rules_of(sheets) if _colours(rule)]
    if not coloured:
        return
    kinds = _kinds(documents)
    for scheme, (text, ground) in _PAGES.items():
        matcher = _matcher(coloured, scheme)
        said: set[tuple[int, str]] = set()
        for ink in _inks(kinds, matcher, _Ink(text, ground)):
            value = contrast(ink.text, ink.ground)
            key = (id(ink.declaration), scheme)
            if ink.rule is None or value >= ENOUGH or key in said:
                continue
            said.add(key)
            message = (
                f'"{ink.declaration.lower_name}: {written(ink.declaration)}" for'
                f' "{ink.rule.words}" gives words a contrast of {value:.1f} on'
                f" {_NAMED[scheme]}"
            )
            hint = f"{ENOUGH} can be read; {_ADVICE}"
            yield rules.EPUB_CONTRAST.at(ink.rule.at(ink.declaration), message, hint)


_ADVICE = (
    "choose a colour between, or set it apart for the night in"
    " @media (prefers-color-scheme: dark)"
)


def contrast(one: Colour, other: Colour) -> float:
    """Compute the contrast ratio of WCAG 2: from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    """Compute relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# ----------------------------------------------------------- what kinds of places there are


def _kinds(documents: Iterable[etree._Element]) -> etree._Element:
    """Make one small tree with every kind of place that words of the documents stand in.

    A place is known by the names and attributes of all elements around it: of a book of
    a million words some hundred are left. Colours by order among siblings are passed
    over.
    """
    whole = etree.Element("{http://www.w3.org/1999/xhtml}html")
    known: dict[etree._Element, dict[tuple[str, ...], etree._Element]] = {whole: {}}
    for document in documents:
        pending = [(child, whole) for child in document]
        while pending:
            element, above = pending.pop()
            if not isinstance(element.tag, str):
                continue
            kind = _kind(element, above, known)
            if (element.text or "").strip():
                kind.text = "x"
            if any((child.tail or "").strip() for child in element):
                kind.text = "x"
            if etree.QName(element).localname not in _UNSEEN:
                pending += [(child, kind) for child in element]
    return whole


def _kind(
    element: etree._Element,
    above: etree._Element,
    known: dict[etree._Element, dict[tuple[str, ...], etree._Element]],
) -> etree._Element:
    telling = [name for name in (*_TELLING, _TYPE) if name != "id" or _few(element)]
    key = (element.tag, *(element.get(name, "") for name in telling))
    if key not in known[above]:
        kind = etree.SubElement(above, element.tag)
        for name in telling:
            if element.get(name) is not None:
                kind.set(name, element.get(name))
        known[above][key] = kind
        known[kind] = {}
    return known[above][key]


def _few(element: etree._Element) -> bool:
    """Ids tell kinds apart only where there are few: on sections, not on every call."""
    return etree.QName(element).localname in {"section", "nav", "body", "figure"}


# ------------------------------------------------------------------------- the cascade


def _colours(rule: Rule) -> bool:
    return any(each.lower_name in _COLOURING for each in rule.declarations)


def _applies(rule: Rule, scheme: str) -> bool:
    for condition in rule.conditions:
        if "print" in condition and "not" not in condition:
            return False
        if "prefers-color-scheme" in condition and scheme not in condition:
            return False
    return True


def _matcher(coloured: Iterable[Rule], scheme: str) -> cssselect2.Matcher:
    matcher = cssselect2.Matcher()
    for rule in coloured:
        if not _applies(rule, scheme):
            continue
        try:
            selectors = cssselect2.compile_selector_list(
                list(rule.selector), namespaces=_NAMESPACES
            )
        except cssselect2.SelectorError:
            continue
        for selector in selectors:
            if selector.pseudo_element is None and not selector.never_matches:
                matcher.add_selector(selector, rule)
    return matcher


_NAMESPACES: Mapping[str | None, str] = {
    None: "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
}


def _inks(
    kinds: etree._Element, matcher: cssselect2.Matcher, page: _Ink
) -> Iterator[_Ink]:
    """Yield what every kind of place with words in it looks like."""
    inks: dict[etree._Element, _Ink] = {}
    root = cssselect2.ElementWrapper.from_xml_root(kinds)
    for wrapper in root.iter_subtree():
        element = wrapper.etree_element
        above = ink = inks.get(element.getparent(), page)
        matched = [match[-1] for match in matcher.match(wrapper)]
        for important in (False, True):
            for rule in matched:
                ink = _inked(ink, rule, above, important=important)
        inks[element] = ink
        if element.text and not element.xpath("ancestor-or-self::*[@hidden]"):
            yield ink


def _inked(ink: _Ink, rule: Rule, above: _Ink, *, important: bool) -> _Ink:
    """Lay what a rule says over a colour; `above` is that of the element around."""
    for declaration in rule.declarations:
        name = declaration.lower_name
        if declaration.important is not important or name not in _COLOURING:
            continue
        if name == "color" and written(declaration).lower() in _AS_ABOVE:
            ink = _Ink(above.text, ink.ground, above.rule, above.declaration)
        elif colour := _one_colour(declaration.value, ink.ground):
            text, ground = (
                (colour, ink.ground) if name == "color" else (ink.text, colour)
            )
            ink = _Ink(text, ground, rule, declaration)
    return ink


_AS_ABOVE = {"inherit", "unset", "currentcolor"}


def _one_colour(value: Sequence[Token], behind: Colour) -> Colour | None:
    """Find the colour in a value; what lets through is mixed with what is behind."""
    for token in value:
        if token.type not in {"ident", "hash", "function"}:
            continue
        colour = tinycss2.color4.parse_color(token)
        if colour is None or isinstance(colour, str):
            continue
        try:
            red, green, blue = colour.to("srgb").coordinates
        except NotImplementedError:  # a colour in inks: no screen shows it the same
            continue
        alpha = colour.alpha
        over = (red or 0.0, green or 0.0, blue or 0.0)
        mixed = [o * alpha + b * (1 - alpha) for o, b in zip(over, behind, strict=True)]
        return mixed[0], mixed[1], mixed[2]
    return None
