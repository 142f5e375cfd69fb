"""Rules that fit an element joined once for all elements that the same rules fit.

Stands before `css.StyleFor.__init__`, which asks of every element which rules fit it and
joins their declarations, those of seven pseudo-elements among them: WeasyPrint's own style
sheet has a rule for each. In a book few elements differ in what fits them. Here what rules
say together is kept by which they are; and styles of pseudo-elements, which nearly nobody
asks for, are made when they are, by `css.StyleFor.__call__`. Which rules fit is asked once for
elements that are alike to them (`likeness`).

What is worked out is the same: where an element has declarations of its own (an id is one),
the heavier one counts, and of two that weigh the same that of the rules, which came last.

Memory: with the document.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import inf
from typing import Any
from xml.etree.ElementTree import Element

from publisher.layout.inside.savings.insides import css
from publisher.layout.inside.savings.likeness import Likeness
from publisher.layout.inside.savings.saving import Place, Saving
from publisher.layout.inside.savings.shared_styles import AS_ASKED

Cascade = dict[str, tuple[Any, Any]]
"""Property → its value and its weight."""

Rules = dict[str | None, Cascade]
"""Pseudo-element, None for the element itself → what rules say of it."""

_FIRST = frozenset({"first-letter", "first-line"})
_DECLARING = frozenset({"style", "lang", "name"})  # attributes, besides ids
_SVG = "{http://www.w3.org/2000/svg}svg"  # its sizes do, too
_WORD = re.compile(r"[A-Za-z0-9_:.-]+")
_initial = css.StyleFor.__init__
_call = css.StyleFor.__call__


class Computed(dict[Any, Any]):
    """Styles by element and pseudo-element; the latter are made when asked for."""

    def __init__(self, html: Any, style_for: Any) -> None:
        """Begin with none."""
        super().__init__()
        self.rules: dict[Any, Rules] = {}
        self.own: dict[Any, Cascade] = {}
        self._root, self._base_url = html.etree_element, html.base_url
        self._font_config = style_for.font_config
        self._sizes = style_for.initial_page_sizes

    def get(self, key: Any, default: Any = None) -> Any:
        """Find a style, or make it."""
        found = super().get(key)
        if found is not None:
            return found
        element, pseudo = key
        rules = self.rules.get(element, {}).get(pseudo) if pseudo else None
        if rules is None:
            return default
        found = self[key] = css.ComputedStyle(
            self[element, None], rules, pseudo, self[self._root, None],
            self._base_url, self._font_config, self._sizes,
        )  # fmt: skip
        return found


def initial(
    self: Any,
    html: Any,
    sheets: Any,
    presentational_hints: Any,
    font_config: Any,
    target_collector: Any,
) -> None:
    """Find the styles of all elements of a document."""
    self._sheets, self.font_config = sheets, font_config
    self.initial_page_sizes = {"box": None, "area": None}
    self._cascaded_styles = {}
    styles = self._computed_styles = Computed(html, self)
    declared, inline = _declared(html, presentational_hints)
    joined: dict[Any, Rules] = {}
    shared: dict[Any, Any] = {}
    likeness = Likeness(sheets)
    for wrapper in html.wrapper_element.iter_subtree():
        element, above = wrapper.etree_element, wrapper.parent
        parent = above.etree_element if above else None
        name, fitting = likeness.fitting(wrapper)
        rules = joined.get(name)
        if rules is None:
            rules = joined[name] = _joined(fitting, sheets)
        own = rules.get(None, {})
        if element in inline:
            own = _heavier(inline[element], own)
        styles.rules[element], styles.own[element] = rules, own
        above_style = None if parent is None else id(styles[parent, None])
        key = above_style, declared.get(element), name
        if key in shared:
            styles[element, None] = shared[key]
        else:
            self._cascaded_styles[element, None] = own
            self.set_computed_styles(
                element, root=html.etree_element, parent=parent,
                base_url=html.base_url, target_collector=target_collector,
            )  # fmt: skip
            shared[key] = styles[element, None]
    self._cascaded_styles.clear()
    _ask_one_by_one(styles[html.etree_element, None], joined.values())
    _collect_anchors(styles, target_collector)


def called(self: Any, element: Any, pseudo_type: Any = None) -> Any:
    """Give a style; of most pseudo-elements, for which seven are asked, there is none."""
    styles = self._computed_styles
    if pseudo_type and type(styles) is Computed:
        rules = styles.rules.get(element)
        if rules is not None and pseudo_type not in rules:
            return None
    return _call(self, element, pseudo_type)


def _ask_one_by_one(style: Any, rules: Iterable[Rules]) -> None:
    """Note it with the root's style if there are rules for first letters or lines."""
    if not all(_FIRST.isdisjoint(each) for each in rules):
        style.cache[AS_ASKED] = True


def _declared(html: Any, hints: Any) -> tuple[dict[Any, Any], dict[Any, Cascade]]:
    """Gather what elements declare themselves."""
    declared: dict[Any, Any] = {}
    inline: dict[Any, Cascade] = {}
    for specificity, element, declarations, base_url in _attributes(html, hints):
        known = inline.setdefault(element, {})
        if isinstance(declarations, _Id):
            declared[element] = declarations  # as no other does
            said: Any = [("anchor", _copied(element.attrib["id"]), False)]
        else:
            declared[element] = tuple(declarations)
            said = css.preprocess_declarations(base_url, declarations)
        _add(known, said, "author", inf, specificity)
    return declared, inline


class _Id:
    """What an id declares that needs not be read as a style."""


def _attributes(html: Any, hints: Any) -> Iterator[tuple[Any, ...]]:
    """Yield what the attributes of elements declare, as WeasyPrint does."""
    if hints:
        yield from css.find_style_attributes(html.etree_element, hints, html.base_url)
        return
    for element in html.etree_element.iter():
        if _has_id_alone(element):
            yield (0, 0, 0), element, _Id(), html.base_url
        elif element.attrib:
            alone = Element(element.tag, element.attrib)
            for specificity, _, *said in css.find_style_attributes(
                alone, hints, html.base_url
            ):
                yield specificity, element, *said


def _copied(word: str) -> str:
    """Give a word of its own, as whoever reads a style does: pickles tell whether one is shared."""
    return word.encode().decode()


def _has_id_alone(element: Any) -> bool:
    """Tell whether an id is all that an element declares, written as it is in a style."""
    attributes = element.attrib
    return (
        "id" in attributes
        and _DECLARING.isdisjoint(attributes)
        and element.tag != _SVG
        and _WORD.fullmatch(attributes["id"]) is not None
    )


def _joined(fitting: Iterable[tuple[int, Any]], sheets: Any) -> Rules:
    """Join what rules say, each of its pseudo-element."""
    found: Rules = {}
    for place, (specificity, _, pseudo, (declarations, layer)) in fitting:
        sheet, origin, of_sheet = sheets[place]
        order = inf if layer is None else sheet.layers.index(layer)
        known = found.setdefault(pseudo, {})
        _add(known, declarations, origin, order, of_sheet or specificity)
    return found


def _add(
    known: Cascade, declarations: Any, origin: str, order: float, specificity: Any
) -> None:
    """Let declarations count that weigh as much as what is known, or more."""
    for name, value, importance in declarations:
        precedence = css.declaration_precedence(origin, importance)
        weight = (precedence, order, specificity)
        before = known.get(name)
        if before is None or before[1] <= weight:
            known[name] = value, weight


def _heavier(inline: Cascade, rules: Cascade) -> Cascade:
    """Join what an element declares with what rules say of it."""
    found = dict(inline)
    for name, (value, weight) in rules.items():
        if name not in found or found[name][1] <= weight:
            found[name] = value, weight
    return found


def _collect_anchors(styles: Computed, target_collector: Any) -> None:
    """Tell of the anchors of pseudo-elements, as if their styles had been made."""
    for element, rules in styles.rules.items():
        for pseudo, cascade in rules.items():
            if pseudo and target_collector and "anchor" in cascade:
                anchor = styles.get((element, pseudo))["anchor"]
                if anchor:
                    target_collector.collect_anchor(anchor)


def cascades(style_for: Any) -> Iterator[tuple[Any, str | None, Cascade]]:
    """Yield what is said of every element and pseudo-element, made or not."""
    styles = style_for.get_computed_styles()
    if isinstance(styles, Computed):
        for element, rules in styles.rules.items():
            yield element, None, styles.own[element]
            for pseudo, cascade in rules.items():
                if pseudo:
                    yield element, pseudo, cascade
    else:
        for (element, pseudo), style in styles.items():
            yield element, pseudo, style.cascaded


def _places() -> Iterator[Place]:
    yield Place(css.StyleFor, "__init__", initial)
    yield Place(css.StyleFor, "__call__", called)


SAVING = Saving(
    name="matched styles",
    rests_on={
        "css/__init__.py": "77ad7287f90d7cfa",
        "../cssselect2/__init__.py": "72a31505ee09e256",
        "../cssselect2/compiler.py": "a0657f590793455b",
        "../cssselect2/tree.py": "1a971934a93983d9",
    },
    places=_places,
)
