"""Styles worked out once for all elements that have the same.

Stands before `css.ComputedStyle.__missing__` and `css.AnonymousStyle.__missing__`, which
work out a property when it is first asked for. WeasyPrint shares a style among elements
that the same rules fit; but an id is a rule of its own to it (it becomes the property
`anchor`), and in an annotated book every note and call has one, so each note, and all
inside it, works out some seventy properties anew; so does every margin of every page.

Here a style has a model: a style of the same rules, but for the anchor, whose parent is
the model of its parent. What the model has worked out is copied. Models are kept from
one setting of a unit to the next, and for the units of a book.

No model is used for copies of styles, which WeasyPrint makes in order to change them (but
for those of notes, which it lets float no more: nothing is worked out from that); for
`position`, `float` and `display`, which are worked out together; for `white-space`, which
is set for markers and leaders; for images, whose gradients are worked out in place; for
variables and arithmetic; and for units of the page's size, which belong to one document.

A style that is asked for a few properties is given what its model knows of the others. Not so
in a document with rules for first letters or first lines: WeasyPrint copies the styles of what
stands in them, lets the copies have another size, and what had not been asked for before, a
space between letters in ems, follows that size.

Memory: a bounded number of models for each font configuration; they go with it.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publisher.layout.inside.savings.insides import build, css, properties
from publisher.layout.inside.savings.memory import Memory
from publisher.layout.inside.savings.saving import Place, Saving, everywhere

MODEL, MODELS, RECKONED, KNOWN = (
    "_publisher_model",
    "_publisher_models",
    "_publisher_reckoned",
    "_publisher_known",
)
SIZE = 1_000
AS_ASKED = (
    "_publisher_as_asked"  # in what the styles of a document share: ask one by one
)

_OWN = frozenset(
    {
        "anchor", "position", "float", "display", "background_image",
        "border_image_source", "mask_border_source", "link", "content", "string_set",
        "bookmark_label", "lang", "white_space",
    }
)  # fmt: skip
"""Properties that every style works out for itself."""

_INHERITED = _OWN & properties.INHERITED
_DEFAULTS = {
    name: value
    for name, value in properties.INITIAL_VALUES.items()
    if name in _OWN - _INHERITED - properties.INITIAL_NOT_COMPUTED
}
"""What some of them are where no rule names them."""

_build = build.build_formatting_structure
_missing = css.ComputedStyle.__missing__
_copy = css.ComputedStyle.copy
_anonymous_missing = css.AnonymousStyle.__missing__
_anonymous_copy = css.AnonymousStyle.copy


_FIRST = frozenset({"color_scheme", "direction", "font_size", "line_height"})
"""What other properties are worked out from."""


class OneDocuments(BaseException):
    """A value depends on the size of the first page of a document."""


class _NoSizes(dict[str, Any]):
    def __missing__(self, key: str) -> Any:
        raise OneDocuments


def missing(self: Any, key: str) -> Any:
    """Work out a property of an element's style."""
    if key in _OWN or key[:2] == "__":
        return _own(self, key)
    kept = self.__dict__
    if MODEL not in kept:
        kept[MODEL] = _find(self)
    model = kept[MODEL]
    if model is None or model is self:
        return _missing(self, key)
    return _from_model(self, model, key, _missing)


def _own(style: Any, key: str) -> Any:
    """Work out a property of a style that is not its model's to tell."""
    if key in style.cascaded:
        return _missing(style, key)
    if key in _DEFAULTS:
        if key == "float":
            style["position"]  # is specified before it
        if key in {"position", "float"}:
            style.specified[key] = _DEFAULTS[key]
        style[key] = _DEFAULTS[key]
    elif key in _INHERITED and style.parent_style is not None:
        style[key] = style.parent_style[key]
    else:
        return _missing(style, key)
    return style[key]


def anonymous_missing(self: Any, key: str) -> Any:
    """Work out a property of the style of a box that no element made."""
    if key in _OWN or key[:2] == "__":
        return _anonymous_missing(self, key)
    model = _model(self)
    if model is None:
        return _anonymous_missing(self, key)
    return _from_model(self, model, key, _anonymous_missing)


def _from_model(style: Any, model: Any, key: str, otherwise: Any) -> Any:
    """Copy a property, and what else is known by now."""
    if key in model.__dict__[RECKONED]:
        return otherwise(style, key)
    try:
        value = model[key]
    except OneDocuments:
        return otherwise(style, key)
    if len(style) < len(model) // 2 and AS_ASKED not in style.cache:
        own = dict(style)
        style.update(_known(model))
        style.update(own)
    style[key] = value
    return value


def _known(model: Any) -> dict[str, Any]:
    """Gather what a model knows for all styles like it."""
    size, known = model.__dict__.get(KNOWN, (0, {}))
    if size != len(model):
        known = {name: value for name, value in model.items() if name not in _OWN}
        model.__dict__[KNOWN] = len(model), known
    return known  # type: ignore[no-any-return] # WeasyPrint has no types


def model(style: Any) -> Any:
    """Find the model of a style; None if it must do without, or styles are not shared."""
    return _model(style) if css.ComputedStyle.copy is copy else None


def _model(style: Any) -> Any:
    """Find the model of a style; None if it must do without."""
    kept = style.__dict__
    if MODEL not in kept:
        anonymous = isinstance(style, css.AnonymousStyle)
        kept[MODEL] = _model_of_anonymous(style) if anonymous else _find(style)
    return kept[MODEL]


def _model_of_anonymous(style: Any) -> Any:
    model = _model(style.parent_style)
    if model is None:
        return None
    anonymous = model.anonymous_style
    anonymous.__dict__[MODEL] = None  # it works everything out itself
    anonymous.__dict__[RECKONED] = model.__dict__[RECKONED]
    return anonymous


def _find(style: Any) -> Any:
    """Find or make the model for a style's rules, parent and root."""
    parent, root = style.parent_style, style.root_style
    if parent is not None:
        parent, root = _model(parent), _model(root)
        if parent is None or root is None:
            return None
    above = (id(parent), 0 if parent is None else id(root))
    rules = tuple(
        (
            name,
            value if isinstance(value, str) or name == "lang" else id(value),
            *weight[:2],
            *weight[2],
        )
        for name, (value, weight) in style.cascaded.items()
        if name != "anchor"
    )
    key = (*above, style.pseudo_type, style.base_url, rules)
    models = _models(style.font_config)
    found = models.get(key)
    if found is None:
        found = _made(style, parent, root)
        models.keep(key, found)  # holds the values, so their ids stay theirs
    return found if found.__dict__[MODEL] is found else None


def _made(style: Any, parent: Any, root: Any) -> Any:
    """Make a model; one whose values are variables is known to be of no use."""
    cascaded = {k: v for k, v in style.cascaded.items() if k != "anchor"}
    model = css.ComputedStyle(
        parent, cascaded, style.pseudo_type, root, style.base_url, style.font_config,
        _NoSizes(),
    )  # fmt: skip
    own = frozenset(
        name for name, (value, _) in cascaded.items() if _is_reckoned(value)
    )
    logical = any("inline" in name or "block" in name for name in own)
    model.__dict__[MODEL] = None if logical or own & _FIRST else model
    above = parent.__dict__[RECKONED] if parent is not None else frozenset()
    model.__dict__[RECKONED] = own | above
    return model


def _is_reckoned(value: Any) -> bool:
    """Tell whether a value holds variables or arithmetic, which may be complained of."""
    return isinstance(value, css.Pending) or bool(css.check_math(value))


def _models(configuration: Any) -> Memory[Any, Any]:
    kept: dict[str, Any] = configuration.__dict__
    if MODELS not in kept:
        kept[MODELS] = Memory(SIZE)
    found: Memory[Any, Any] = kept[MODELS]
    return found


def build_formatting_structure(*arguments: Any) -> Any:
    """Make the boxes of a document, and let its notes, the last argument, share styles."""
    made = _build(*arguments)
    for note in arguments[-1]:
        _share_again(note.style)
    return made


def _share_again(style: Any) -> None:
    """Find the model of a note's style, which was copied so that it floats no more."""
    if isinstance(style, css.ComputedStyle) and style.__dict__.get(MODEL) is None:
        model = _find(style)
        if model is not None and all(
            name in _OWN or model.get(name, value) == value
            for name, value in style.items()
        ):
            style.__dict__[MODEL] = model


def copy(self: Any) -> Any:
    """Copy a style in order to change it: the copy has no model."""
    new = _copy(self)
    new.__dict__[MODEL] = None
    return new


def anonymous_copy(self: Any) -> Any:
    """Copy the style of a box that no element made."""
    new = _anonymous_copy(self)
    new.__dict__[MODEL] = None
    return new


def _places() -> Iterator[Place]:
    yield Place(css.ComputedStyle, "__missing__", missing)
    yield Place(css.ComputedStyle, "copy", copy)
    yield Place(css.AnonymousStyle, "__missing__", anonymous_missing)
    yield Place(css.AnonymousStyle, "copy", anonymous_copy)
    yield from everywhere(_build, build_formatting_structure)


SAVING = Saving(
    name="shared styles",
    rests_on={
        "css/__init__.py": "77ad7287f90d7cfa",
        "css/computed_values.py": "0dec45caf60428b1",
        "css/properties.py": "872a2e5602b5f52d",
        "css/units.py": "7f2c5900d751be49",
        "formatting_structure/build.py": "335ad8b541295d6b",
    },
    places=_places,
)
