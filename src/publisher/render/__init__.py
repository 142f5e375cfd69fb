"""From a book to markup: pages for the EPUB, units for paper."""

from publisher.render.epub import render_epub as render_epub
from publisher.render.epub.accessibility import with_accessibility as with_accessibility
from publisher.render.print import render_print as render_print
