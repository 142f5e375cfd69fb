"""The pages of an EPUB held against those of the PDF, as pdftotext reads them."""

import json
import zipfile
from dataclasses import dataclass

from lxml import etree

from publisher import tools
from publisher.check.letters import letters

XHTML = "{http://www.w3.org/1999/xhtml}"
FEW, ENOUGH = 4, 24  # letters too few to know a page by, and enough
ROMAN = "ivxlcdm"
NEAR = 90  # letters of head, number and label that may stand before an author's first


@dataclass(frozen=True)
class Begun:
    """What stands around a mark in the EPUB, as letters."""

    word: str  # the author's last before it, in the same block
    runs: tuple[str, ...]  # the author's words after it, cut where something is added


def proof(epub, pdf, pages_json, instead=()):
    """Compare every page with its mark, in both directions; list what is wrong.

    `instead` are words of the PDF and what the EPUB has in their place.
    """
    rows = json.loads(pages_json.read_bytes())["pages"]
    poppler = tools.find("pdftotext", "install poppler-utils")
    read = tools.run([poppler, pdf, "-"], timeout=120).text.split("\f")
    listed = page_list(epub)
    wrong = [f"{label} is listed twice" for label in listed if listed.count(label) > 1]
    begun = marks(epub)
    wrong += [f"{i} is marked, not listed" for i in begun if i not in listed.values()]
    by_label = dict(zip((row["label"] for row in rows), read, strict=False))
    for label, own in listed.items():
        if own not in begun:
            wrong.append(f"{label} is listed, not marked")
        elif fault := misplaced(begun[own], _page(by_label[label], instead)):
            wrong.append(f"page {label}: {fault}")
    return wrong


def _page(text, instead):
    said = letters(text)
    for paper, screen in instead:
        said = said.replace(paper, screen)
    return said


class Labels(dict):
    """A page list: what each page is called, and the id it leads to."""

    def count(self, label):
        """Say how often a label was given."""
        return self.times.count(label)


def page_list(epub):
    """Read the page list of the navigation document, in its order."""
    with zipfile.ZipFile(epub) as archive:
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
    links = nav.xpath("//*[@role='doc-pagelist']//*[local-name()='a']")
    found = Labels((each.text, each.get("href").partition("#")[2]) for each in links)
    found.times = [each.text for each in links]
    return found


def marks(epub):
    """Read what stands around every mark of a page, by its id."""
    found = {}
    with zipfile.ZipFile(epub) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                root = etree.fromstring(archive.read(name))
                found |= dict(_marks(root))
    return found


def _marks(root):
    here = root.xpath("//*[@role='doc-pagebreak' or starts-with(@id, 'page-')]")
    for mark in here:
        if mark.tag == f"{XHTML}nav" or mark.get("id", "").endswith("title"):
            continue
        assert not mark.xpath("ancestor::*[contains(@class, 'note')]"), "in a note"
        yield mark.get("id"), Begun(_word_before(mark), tuple(_runs(mark)))


_INLINE = {
    f"{XHTML}{n}" for n in ("span", "a", "em", "strong", "sup", "sub", "s", "code")
}


def _word_before(mark):
    """Give the last word in the block before a mark; "" if the block begins with it."""
    if mark.tag not in _INLINE:
        return ""
    block = next(e for e in mark.iterancestors() if e.tag not in _INLINE)
    before = [t for t in mark.xpath("preceding::text()") if _holder(t) is not None]
    inside = [t for t in before if block in (_holder(t), *_holder(t).iterancestors())]
    said = "".join(t for t in inside if not _is_added(t))
    return letters(said.split()[-1]) if said.split() else ""


def _holder(text):
    """Give the element in which a text stands."""
    return text.getparent().getparent() if text.is_tail else text.getparent()


def _is_added(text):
    return bool(_holder(text).xpath(f"ancestor-or-self::{_GEN}"))


_GEN = "*[contains(concat(@class, ' '), 'gen ')]"


def _runs(mark):
    """Cut what follows a mark where the publisher adds or the page adds something."""
    run = ""
    for part in _following(mark):
        if part is None:
            yield letters(run)
            run = ""
        else:
            run += part
    yield letters(run)


def _following(mark):
    """Give the words after a mark, the author's; of pages without any, the publisher's."""
    own = mark.tag == f"{XHTML}li"
    whole = own or bool(mark.xpath(f"ancestor::{_GEN}|following-sibling::{_NAV}"))
    if own:
        yield from _said(mark, whole=whole)
    here = mark
    while here is not None and here.tag != f"{XHTML}html":
        yield here.tail or ""
        for each in here.itersiblings():
            yield from _said(each, whole=whole)
            yield each.tail or ""
        here = here.getparent()


_NAV = "*[@role='doc-toc']"


def _is_in_row(element):
    """Tell what stands in a row of a table, which may hold hardly any letters."""
    return bool(element.xpath("ancestor-or-self::*[local-name()='tbody']"))


def _said(element, *, whole):
    names = element.get("class", "").split()
    if {"note", "notes"} & {*names} or element.get("role") == "separator":
        return
    if (whole and not _is_in_row(element)) or {"pb", "gen", "ref"} & {*names}:
        yield None
    if "pb" in names or ("gen" in names and not whole):
        return
    yield element.text or ""
    for child in element:
        yield from _said(child, whole=whole)
        yield child.tail or ""


def misplaced(begun, page):
    """Say what is wrong with the place of a mark, given the letters of its page."""
    run = next((each for each in begun.runs if len(each) >= FEW), "")[:ENOUGH]
    run = run.lstrip("0123456789") or run  # of a list, where a head may stand between
    if run not in page:
        run = run.lstrip(ROMAN) or run  # the same, of chapters numbered in roman
    at = page.find(run)
    if not run:
        return "nothing follows its mark"
    if not 0 <= at <= NEAR:
        return f'does not begin with "{run}" but with "{page[:60]}"'
    if begun.word and begun.runs[0].startswith(run) and page[:at].endswith(begun.word):
        return f'has "{begun.word}" before "{run}"'
    return ""
