"""Reading the finished EPUB and print PDF of a run back, for tests."""

import io
from functools import cache
from zipfile import ZipFile

import pypdfium2
from lxml import etree
from PIL import Image

XHTML = "{http://www.w3.org/1999/xhtml}"


@cache
def archive(path):
    """Read a finished EPUB: its files by name."""
    with ZipFile(path) as epub:
        return {name: epub.read(name) for name in epub.namelist()}


def epub(ran):
    """Give the files of the EPUB."""
    return archive(next(ran.out.glob("*.epub")))


def trees(ran):
    """Parse every XML file of the EPUB strictly; what is not well-formed raises."""
    ending = (".xhtml", ".opf", ".ncx", ".xml", ".svg")
    return {
        name: etree.fromstring(data)
        for name, data in epub(ran).items()
        if name.endswith(ending)
    }


def page_of(ran, words):
    """Find the document of the EPUB whose title holds these words."""
    return next(
        tree
        for name, tree in trees(ran).items()
        if name.endswith(".xhtml")
        and "nav" not in name
        and words
        in " ".join(each for h in tree.iter(f"{XHTML}h1") for each in h.itertext())
    )


def nav(ran):
    """List the lines of the contents: words, and where they lead."""
    tree = next(t for n, t in trees(ran).items() if n.endswith("nav.xhtml"))
    toc = next(tree.iter(f"{XHTML}nav"))
    return [("".join(a.itertext()), a.get("href")) for a in toc.iter(f"{XHTML}a")]


def words_of(tree):
    """Give all words of a document."""
    return " ".join("".join(tree.itertext()).split())


def in_epub(ran):
    """Give all words of the EPUB's documents."""
    return " ".join(
        words_of(tree.find(f"{XHTML}body"))
        for name, tree in trees(ran).items()
        if name.endswith(".xhtml")
    )


def print_pdf(ran):
    return next(ran.out.glob("*-print.pdf"))


@cache
def _texts(path):
    with pypdfium2.PdfDocument(path) as file:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in file]


def in_pdf(ran):
    """Give the text of every page of the print PDF."""
    return _texts(print_pdf(ran))


@cache
def drawn(path):
    with pypdfium2.PdfDocument(path) as file:
        return [page.render(scale=1).to_pil().convert("RGB") for page in file]


def coloured(ran):
    """Give pages of the print PDF that hold colour, as pictures."""
    return [page for page in drawn(print_pdf(ran)) if extent(page)]


def extent(page):
    """Give the box of what is neither white, grey nor black."""
    colour = page.convert("HSV").getchannel("S").point(lambda s: 255 * (s > 60))
    return colour.getbbox()


def pictures(ran):
    """Give the pixel pictures of the EPUB, by name."""
    return {
        name: Image.open(io.BytesIO(data))
        for name, data in epub(ran).items()
        if name.endswith((".png", ".jpg", ".gif"))
    }


def is_red(pixel):
    """Tell red, as screens and inks show it, from anything else."""
    red, green, blue = pixel[:3]
    return red > 150 and green < 90 and blue < 90
