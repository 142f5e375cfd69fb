"""Finished markup read back by lxml: its namespaces, its types, its words."""

from __future__ import annotations

from lxml import etree

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parsed(content: bytes) -> etree._Element:
    """Parse an XML document, without asking anyone for anything."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    return etree.fromstring(content, parser)


def types(element: etree._Element) -> list[str]:
    """List the words of an element's `epub:type`."""
    return str(element.get(f"{OPS}type", "")).split()


def words(element: etree._Element) -> str:
    """Give the words of an element, spaces made one."""
    return " ".join("".join(element.itertext()).split())


def shortened(said: str) -> str:
    """Quote no more than a line can hold."""
    return said if len(said) <= 40 else said[:40].rpartition(" ")[0] + " …"
