"""Reading rendered EPUB documents back, for tests."""

import re

from epub_sample import ASSETS
from publisher.render.epub import render_epub

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"


def page(pages, name):
    """Give the content of one document."""
    return next(
        each.content for each in pages.pages if each.file == f"text/{name}.xhtml"
    )


def one(book):
    """Render a book of one chapter and give the chapter's document."""
    return page(render_epub(book, ASSETS), "ch-01").decode()


def body(book):
    """Give what stands between a chapter's title and its end."""
    return body_of(render_epub(book, ASSETS))


def body_of(pages):
    """The same, of a book already rendered."""
    text = page(pages, "ch-01").decode()
    inside = re.search(r"</h1>\n(.*)\n</section>\n</body>", text, re.DOTALL)[1]
    return re.sub(r"\n\n+", "\n", inside).strip()


def element(root, own):
    """Find an element by id."""
    return root.find(f".//*[@id='{own}']")


def words(root):
    """Give all words of an element, spaces made one."""
    return " ".join("".join(root.itertext()).split())


def rows(pages, name):
    """Give the texts of metadata rows of a name or property."""
    return [
        each.text
        for each in pages.metadata
        if each.name == name or ("property", name) in each.attributes
    ]
