"""Drawings, rebuilt from what is known to be harmless. The only room of load with lxml.

Elements and attributes that are not on the lists are left behind; what could act, or
reach for something outside the file, is reported by name. Text declarations of entities
are refused, for they can grow without bounds.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from lxml import etree

from publisher import rules
from publisher.artifacts import Asset
from publisher.config.paths import Refusal
from publisher.load import css, dimensions, raster, svgwords
from publisher.load.plainly import said_plainly
from publisher.load.prepared import Prepared
from publisher.load.undrawn import undrawn

Element: TypeAlias = Any  # lxml has no types

SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
_PICTURE = re.compile(r"\s*data:image/(?:png|jpeg|gif);base64,([^,;]+)", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(\s*[\"']?#([^)\"'\s]+)")
_MOST_COPIES = 100_000
"""Elements that `use` may add to a drawing."""

_MOST_SHAPES = 30_000
"""Shapes of a drawing, copies counted: each takes a third of a millisecond to print."""

_DEEPEST = 400
"""Levels of groups and of what they name, one inside the other."""


@dataclass(slots=True)
class _Cleaning:
    """What was taken out, in order, by what it is called in a message."""

    taken: dict[str, None] = field(default_factory=dict)

    def out(self, what: str) -> None:
        what = " ".join(what.split())
        self.taken[what if len(what) <= 80 else f"{what[:79]}…"] = None


def is_svg(path: PurePosixPath, data: bytes) -> bool:
    """Tell a drawing by its name or by how it begins."""
    return path.suffix.lower() == ".svg" or b"<svg" in data[:1000]


def prepared(path: PurePosixPath, data: bytes) -> Prepared | Refusal:
    """Read a drawing and write it anew, with its natural size on it."""
    root = _root(path, data)
    if isinstance(root, Refusal):
        return root
    cleaning = _Cleaning()
    for instruction in root.xpath("preceding-sibling::processing-instruction()"):
        if instruction.target == "xml-stylesheet":
            cleaning.out("a style sheet of its own")
    drawing = _clean(root, cleaning, inline=False)
    _part_from_what_is_gone(drawing, cleaning)
    said_plainly(drawing)
    drawn = _drawn(drawing)
    if drawn < 0:
        message = f'the drawing "{path}" repeats itself without end'
        return Refusal(rules.BAD_IMAGE, message, "draw its parts instead of <use>")
    if drawn > _MOST_SHAPES:
        message = (
            f'the drawing "{path}" has {drawn:,} shapes, and {_MOST_SHAPES:,} are set'
        )
        hint = "join shapes of one colour to one path, or save it as a PNG"
        return Refusal(rules.BAD_IMAGE, message, hint)
    remarks = [_active(path, cleaning)] if cleaning.taken else []
    if missed := undrawn(drawing):
        message = f'print does not draw all of "{path}": {", ".join(missed[:5])}'
        hint = "see how it looks in the book, or save it as a PNG of 300 dots per inch"
        remarks.append(Refusal(rules.UNDRAWN_SVG, message, hint))
    width, height = dimensions.sized(drawing, path, remarks)
    asset = Asset(path, "image/svg+xml", _written(drawing), width, height)
    return Prepared(asset, tuple(remarks))


def _root(path: PurePosixPath, data: bytes) -> Element | Refusal:
    again = "save it as plain SVG from the program that made it"
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    if data.startswith(b"\x1f\x8b"):
        return Refusal(rules.BAD_IMAGE, f'the drawing "{path}" is compressed', again)
    if b"<!ENTITY" in data:
        return _entities(path)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        said = str(problem.msg).split("\n")[0]
        return Refusal(
            rules.BAD_IMAGE, f'the drawing "{path}" is not XML: {said}', again
        )
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        return _entities(path)  # in an encoding in which the bytes did not show it
    if root.tag != f"{{{SVG}}}svg":
        hint = f'its first element should be <svg xmlns="{SVG}">'
        return Refusal(rules.BAD_IMAGE, f'"{path}" is not an SVG drawing', hint)
    return root


def _entities(path: PurePosixPath) -> Refusal:
    message = f'the drawing "{path}" declares entities, which can grow without end'
    return Refusal(rules.BAD_IMAGE, message, "save it as plain SVG")


def _active(path: PurePosixPath, cleaning: _Cleaning) -> Refusal:
    named = list(cleaning.taken)
    more = f" and {len(named) - 5} more" if len(named) > 5 else ""
    return Refusal(
        rules.ACTIVE_SVG,
        f'taken out of the drawing "{path}": {", ".join(named[:5])}{more}',
        "a book can hold only shapes, words and pictures that are inside the drawing",
    )


# ---------------------------------------------------------------- cleaning


def _clean(element: Element, cleaning: _Cleaning, *, inline: bool) -> Element:
    """Copy an element with what may stay of it; its tail is the caller's to copy."""
    name = etree.QName(element).localname
    if name == "a":  # a link cannot be followed in an image; what it holds stays
        name = "tspan" if inline else "g"
    copy = etree.Element(f"{{{SVG}}}{name}", nsmap={None: SVG, "xlink": XLINK})
    for key, value in _attributes(element, cleaning):
        copy.set(key, value)
    copy.text = _style(element, cleaning) if name == "style" else element.text
    last = None
    for child in element:
        if _stays(child, cleaning):
            inside = inline or name in {"text", "tspan", "textPath"}
            last = _clean(child, cleaning, inline=inside)
            copy.append(last)
        if last is None:
            copy.text = (copy.text or "") + (child.tail or "")
        else:
            last.tail = (last.tail or "") + (child.tail or "")
    return copy


def _stays(child: Element, cleaning: _Cleaning) -> bool:
    """Tell whether an element is one of those that only draw."""
    if not isinstance(child.tag, str):
        return False  # a comment, an instruction
    name = etree.QName(child)
    if name.namespace != SVG:  # an editor's own notes, which nothing shows; or a page's
        if name.namespace == XHTML:
            cleaning.out(f"<{name.localname}> of a web page")
        return False
    if name.localname in svgwords.ELEMENTS:
        return name.localname != "image" or _is_inside(child, cleaning)
    if name.localname not in svgwords.SILENT:
        cleaning.out(f"<{name.localname}>")
    return False


def _is_inside(image: Element, cleaning: _Cleaning) -> bool:
    """Tell whether the picture of an `<image>` is in the file itself, and can be read."""
    address = image.get("href") or image.get(f"{{{XLINK}}}href") or ""
    written = _PICTURE.fullmatch(address)
    if not written:
        cleaning.out(f'the picture "{address}"')
        return False
    try:
        data = b64decode(written[1])
    except ValueError:
        data = b""
    picture = raster.prepared(PurePosixPath("picture inside"), data)
    if isinstance(picture, Refusal):
        cleaning.out("a damaged picture inside it")
        return False
    return True


def _attributes(element: Element, cleaning: _Cleaning) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        name = etree.QName(key)
        if name.localname.lower().startswith("on"):
            cleaning.out(f"the attribute {name.localname}")
        elif name.localname == "href" and name.namespace in {None, XLINK}:
            yield from _href(element, key, value, cleaning)
        elif name.namespace == XML and name.localname in {"lang", "space"}:
            yield key, value
        elif name.namespace is None and name.localname in svgwords.ATTRIBUTES:
            yield from _presentation(name.localname, value, cleaning)


def _href(
    element: Element,
    key: str,
    value: str,
    cleaning: _Cleaning,
) -> Iterator[tuple[str, str]]:
    name = etree.QName(element).localname
    is_picture = name == "image" and _PICTURE.fullmatch(value)
    if is_picture or value.strip().startswith("#"):
        if name != "a":
            yield key, value.strip()
    elif value.strip():
        cleaning.out(f'the link to "{value.strip()}"')


def _part_from_what_is_gone(root: Element, cleaning: _Cleaning) -> None:
    """Take out what names a part of the drawing that it does not have, or no longer."""
    named = {each.get("id") for each in root.iter() if each.get("id")}
    for element in root.iter():
        for key, value in element.attrib.items():
            inside = etree.QName(key).localname == "href" and value.startswith("#")
            if inside and value[1:] not in named:
                cleaning.out(f'the link to "{value}", which is not in it')
                del element.attrib[key]


def _presentation(
    name: str, value: str, cleaning: _Cleaning
) -> Iterator[tuple[str, str]]:
    """Yield an attribute unless it asks for something outside the drawing."""
    if name == "style":
        kept, outside = css.declarations_inside(value)
    else:
        asks = name in svgwords.PRESENTATION and "(" in value
        outside = css.addresses_outside(value) if asks else []
        kept = "" if outside else value
    for address in outside:
        cleaning.out(f'the address "{address}"')
    if kept or not outside:
        yield name, kept


def _style(element: Element, cleaning: _Cleaning) -> str:
    kept, outside = css.rules_inside("".join(element.itertext()))
    for address in outside:
        cleaning.out(f'the address "{address}"')
    return kept


def _drawn(root: Element) -> int:
    """Count what is drawn; -1 if `use` or another reference leads in a circle, or far on."""
    by_id = {each.get("id"): each for each in root.iter() if each.get("id")}
    most = _MOST_COPIES + sum(1 for _ in root.iter())
    counted: dict[Element, int] = {}
    trail: set[Element] = set()

    def count(element: Element) -> int:
        if element in trail or len(trail) > _DEEPEST:
            return most + 1
        if element not in counted:
            trail.add(element)
            total = 1 + sum(map(count, element))
            for name, is_copy in _named(element):
                inside = count(by_id[name]) if name in by_id else 0
                total += inside if is_copy or inside > most else 0
            counted[element] = min(total, most + 1)
            trail.discard(element)
        return counted[element]

    total = count(root)
    return -1 if total > most else total


def _named(element: Element) -> Iterator[tuple[str, bool]]:
    """Yield the ids an element asks for, and whether it copies what they name."""
    for key, value in element.attrib.items():
        if key in {"href", f"{{{XLINK}}}href"} and value.startswith("#"):
            yield value[1:], element.tag == f"{{{SVG}}}use"
        elif "url(" in value:
            yield from ((name, False) for name in _REFERENCE.findall(value))


def _written(root: Element) -> bytes:
    etree.cleanup_namespaces(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"
