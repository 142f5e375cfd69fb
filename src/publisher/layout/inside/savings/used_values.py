"""Used values found once for each style, not for each box.

Three functions ask the same of a style again and again, and get the same:

* `layout.percent.resolve_percentages` works out margins, paddings, borders and sizes of a
  box. Without percentages and arithmetic among them they do not depend on the room.
* `text.line_break.strut` gives the height and baseline of a line of a style. WeasyPrint
  remembers them too, but makes the name it remembers them by out of fifteen properties.
* `layout.background.layout_box_backgrounds` finds that a box has no background, no image
  in its border and no round corner.

The answer is kept with the style, and with the model of it (`shared_styles`), from which all
styles like it take it. WeasyPrint changes no style in place once boxes are
laid out, except in what these functions do not read; where it wants another, it copies,
and a copy begins without answers, and without a model.

Memory: with the styles of a document.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from publisher.layout.inside.savings import shared_styles
from publisher.layout.inside.savings.insides import (
    background,
    boxes,
    color,
    line_break,
    percent,
)
from publisher.layout.inside.savings.saving import Place, Saving, everywhere
from publisher.layout.inside.savings.shared_styles import RECKONED, OneDocuments

_SIDES = ("top", "right", "bottom", "left")
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_LENGTHS = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *(
        f"{bound}{size}"
        for bound in ("", "min_", "max_")
        for size in ("width", "height")
    ),
)
_BARE = {"background": None} | {
    f"border_{corner}_radius": (0, 0) for corner in _CORNERS
}

SIZES, STRUT, BARE = "_publisher_sizes", "_publisher_strut", "_publisher_bare"
STRUTS = "_publisher_struts"  # of a model, by the language

_resolve = percent.resolve_percentages
_strut = line_break.strut
_backgrounds = background.layout_box_backgrounds


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the used margins, paddings, borders and sizes of a box."""
    kept = box.style.__dict__
    if SIZES not in kept:
        kept[SIZES] = of_model(box.style, SIZES, _sizes)
    if kept[SIZES] is None or not isinstance(box, boxes.Box):
        _resolve(box, containing_block)
    else:
        box.__dict__.update(kept[SIZES])


def _sizes(style: Any) -> dict[str, Any] | None:
    """Work out what does not depend on the room; None if anything does."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    found: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name in {"min_width", "min_height"} else value
        elif getattr(value, "unit", "%") == "%":
            return None
        else:
            found[name] = value.value
    return found | {f"border_{s}_width": style[f"border_{s}_width"] for s in _SIDES}


def strut(style: Any) -> tuple[Any, Any]:
    """Give the height and the baseline of a line of a style."""
    found: tuple[Any, Any] | None = style.__dict__.get(STRUT)
    if found is None:
        found = style.__dict__[STRUT] = _strut_of_model(style)
    return found


def of_model(style: Any, name: str, work_out: Callable[[Any], Any]) -> Any:
    """Find an answer with the model of a style, or work it out."""
    model = _model(style)
    if model is None:
        return work_out(style)
    known = model.__dict__
    if name not in known:
        try:
            known[name] = work_out(model)
        except OneDocuments:
            return work_out(style)
    return known[name]


def _strut_of_model(style: Any) -> tuple[Any, Any]:
    """Find the strut of a style; its language is its own and not of its model."""
    found: tuple[Any, Any]
    model = _model(style)
    if model is None:
        found = _strut(style)
        return found
    struts = model.__dict__.setdefault(STRUTS, {})
    lang = style["lang"]
    if lang not in struts:
        struts[lang] = _strut(style)
    found = struts[lang]
    return found


def _model(style: Any) -> Any:
    """Give the model of a style, if it has all that is worked out here from it."""
    model = shared_styles.model(style)
    if model is None or model is style or model.__dict__[RECKONED]:
        return None
    return model


def layout_box_backgrounds(
    page: Any,
    box: Any,
    get_image: Any,
    layout_children: bool = True,
    style: Any = None,
) -> None:
    """Place the backgrounds of a box and of all in it."""
    kept = box.style.__dict__
    if BARE not in kept:
        kept[BARE] = _has_no_picture(box.style) and of_model(box.style, BARE, _is_bare)
    bare = kept[BARE] and isinstance(box, boxes.Box)  # and no placeholder for one
    if style is not None or box is page or not bare:
        _backgrounds(page, box, get_image, layout_children, style)
        return
    box.__dict__.update(_BARE)
    if layout_children:
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image)


def _has_no_picture(style: Any) -> bool:
    return (
        style["border_image_source"][0] == "none"
        and style["mask_border_source"][0] == "none"
        and all(kind == "none" for kind, _ in style["background_image"])
    )


def _is_bare(style: Any) -> bool:
    """Tell whether a style has no ground behind words, no shadow, and square corners."""
    return (
        all(style[f"border_{c}_radius"] == ((0, "px"), (0, "px")) for c in _CORNERS)
        and color.get_color(style, "background_color").alpha == 0
        and not style["box_shadow"]
    )


def _places() -> Iterator[Place]:
    yield from everywhere(_resolve, resolve_percentages)
    yield from everywhere(_strut, strut)
    yield from everywhere(_backgrounds, layout_box_backgrounds)


SAVING = Saving(
    name="used values",
    rests_on={
        "layout/percent.py": "bac190e240dce17b",
        "layout/background.py": "3d98949e4fe71bc7",
        "text/line_break.py": "1f5a855ad992e0be",
        "css/__init__.py": "77ad7287f90d7cfa",
    },
    places=_places,
)
