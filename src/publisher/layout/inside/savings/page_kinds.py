"""Styles of pages and their margins, shared by all pages of a kind.

Stands before `layout.page.set_page_type_computed_styles`. WeasyPrint gives every page styles of
its own, one for the page and one for each margin box that a rule names, and to find those of a
page looks through those of all pages before it. Which rules fit a page depends on its side, on
its name, on whether it is blank and whether it is the first; pages of which all that is the
same share their styles here.

What WeasyPrint changes in them is changed in the same way for each: the overflow, which is the
root's, and counters, where what is added is not added again. Not shared are the styles of the
first page, which are worked out before the size of pages is known; nor any in a document with
rules for pages by their number, or with leaders in its margins, whose white space is set.

Memory: with the document.
"""

# ruff: noqa: ANN401, SLF001 WeasyPrint has no types, and some of its names are private

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings.insides import page
from publisher.layout.inside.savings.saving import Place, Saving, everywhere

SHARED = "_publisher_page_kinds"
LEADER = "leader"

Styles = dict[str | None, Any]
"""Pseudo-element, None for the page itself → style."""

_set = page.set_page_type_computed_styles


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Find the styles of a page and of its margins."""
    kept = style_for.__dict__
    if SHARED not in kept:
        kept[SHARED] = None if _differs_by_page(style_for) else {}
    kinds: dict[Any, Styles] | None = kept[SHARED]
    if kinds is None or page_type.index == 0:
        _set(page_type, html, style_for)
        return
    computed = style_for.get_computed_styles()
    kind = page_type.side, page_type.blank, page_type.name
    if kind not in kinds:
        _set(page_type, html, style_for)
        pseudos = {
            each for of, each in style_for.get_cascaded_styles() if of == page_type
        }
        kinds[kind] = {each: computed[page_type, each] for each in {None, *pseudos}}
    for pseudo, style in kinds[kind].items():
        computed[page_type, pseudo] = style


def _differs_by_page(style_for: Any) -> bool:
    """Tell whether pages that are alike but for their number may have other styles."""
    return any(
        selector.index is not None
        or any(name == "content" and LEADER in repr(value) for name, value, _ in said)
        for sheet, _, _ in style_for._sheets
        for _, selectors, said in sheet.page_rules
        for _, _, selector in selectors
    )


def _places() -> Iterator[Place]:
    yield from everywhere(_set, set_page_type_computed_styles)


SAVING = Saving(
    name="page kinds",
    rests_on={
        "layout/page.py": "d99c5aceb36d4586",
        "layout/__init__.py": "f226ba97ad21e447",
        "css/__init__.py": "77ad7287f90d7cfa",
    },
    places=_places,
)
