"""What each element of a book is to those who listen: its kind of structure element.

The kinds are those of ISO 32000-2, 14.8.4. Most inline elements have none: their words
are words of the paragraph. One that is in another language is a span. A figure is a
section with pictures and a caption: were the caption in the picture, those who have the
picture described to them would not be read it.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from publisher.layout.markup import CALL, NOTE, classes

_PLAIN = {
    "address": "P", "article": "Art", "aside": "Div", "blockquote": "BlockQuote",
    "caption": "Caption", "dd": "LBody", "div": "Div", "dl": "L", "dt": "Lbl",
    "figcaption": "Caption", "figure": "Sect", "footer": "Div", "h1": "H1", "h2": "H2",
    "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "header": "Div", "hr": "P",
    "img": "Figure", "li": "LI", "main": "Div", "nav": "Div", "ol": "L", "p": "P",
    "pre": "P", "section": "Sect", "table": "Table", "tbody": "TBody", "td": "TD",
    "tfoot": "TFoot", "th": "TH", "thead": "THead", "tr": "TR", "ul": "L",
}  # fmt: skip

HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
GROUPING = frozenset(
    {"Art", "BlockQuote", "Div", "L", "LI", "Sect", "TBody", "TFoot", "THead", "TOC",
     "TOCI", "TR", "Table"}
)  # fmt: skip
"""Kinds that hold other elements, and no words of their own."""
INLINE = frozenset({"Link", "Reference", "Span"})
"""Kinds that stand in a line of words. A note may stand in a line or not."""
CELLS = frozenset({"TBody", "TD", "TFoot", "TH", "THead", "TR"})
"""Kinds that are kept where they are empty, or the table would not be regular."""
NOTE_KIND = "FENote"
"""A footnote or endnote: the one kind here that PDF 2.0 brought."""
SVG = "{http://www.w3.org/2000/svg}"
_NUMBERINGS = frozenset(
    {"disc", "circle", "square", "decimal", "lower-roman", "upper-roman",
     "lower-alpha", "upper-alpha", "description"}
)  # fmt: skip
_SCOPES = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}


def role(element: Element) -> str:
    """Name the kind of an element; "" if it belongs to what it stands in."""
    if NOTE in element.attrib:
        return NOTE_KIND
    if CALL in element.attrib:
        return "Reference"
    if element.tag == "a":
        return "Link" if "href" in element.attrib else _span(element)
    if element.tag == "div":
        return _division(element)
    if element.tag == f"{SVG}svg":
        return "Figure"
    return _PLAIN.get(element.tag, "") or _span(element)


def is_ornament(element: Element) -> bool:
    """Tell whether a picture says nothing: its author left its description empty."""
    return element.get("alt") == ""


def description(element: Element) -> str:
    """Give the words for those who cannot see a picture."""
    if element.tag == f"{SVG}svg":
        return (element.findtext(f"{SVG}title") or "").strip()
    return element.get("alt", "")


def target(element: Element) -> str:
    """Name the anchor that a line of the contents, or a call, leads to; or ""."""
    links = (each.get("href", "") for each in element.iter("a"))
    return next((each[1:] for each in links if each.startswith("#")), "")


def language(element: Element) -> str:
    """Name the language an element is said to be in, or ""."""
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    return element.get("lang", element.get(xml, ""))


def cell(element: Element, *, in_head: bool) -> bytes:
    """Write the attributes of a table cell: what it heads, how far it reaches."""
    parts = []
    if element.tag == "th":
        scope = _SCOPES.get(element.get("scope", ""), "Column" if in_head else "Row")
        parts.append(f"/Scope/{scope}")
    for name, called in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        reach = element.get(name, "1")
        if reach.isdigit() and int(reach) > 1:
            parts.append(f"/{called} {int(reach)}")
    return f"/A<</O/Table{''.join(parts)}>>".encode("ascii") if parts else b""


def _span(element: Element) -> str:
    return "Span" if language(element) else ""


def _division(element: Element) -> str:
    """Tell the contents, and their lines, from other divisions."""
    if "entry" in classes(element):
        return "TOCI"
    entries = "entries" in classes(element)
    if entries and all("entry" in classes(each) for each in element):
        return "TOC"
    return "Div"


def numbering(style: str) -> bytes:
    """Write how the items of a list are labelled, as its style sheet says it.

    Marks of the author's own choice are no order, and terms are described.
    """
    named = "".join(part.capitalize() for part in style.split("-"))
    named = named if style in _NUMBERINGS else "Unordered"
    return f"/A<</O/List/ListNumbering/{named}>>".encode("ascii")
