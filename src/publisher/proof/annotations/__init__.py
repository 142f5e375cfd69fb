"""What readers marked in a PDF: from annotations of many programs to plain values.

    marked = read(Path("marked.pdf"))       # raises Unreadable, with what to say
    marked.annotations                      # in the order of the pages
    marked.map, marked.facts                # what a proof carries of itself, or None

Highlights, underlines, strike-outs, squiggly lines, carets, sticky notes, words and
drawings on the page, and stamps. Answers are with what they answer; an Acrobat
replacement, a caret and a strike-out that belong together, is one annotation. Nothing in a
file is run, and nothing in it is believed: everything is bounded, and what makes no sense
is passed over.
"""

from publisher.proof.annotations.file import Marked as Marked
from publisher.proof.annotations.file import Unreadable as Unreadable
from publisher.proof.annotations.file import read as read
from publisher.proof.annotations.values import Annotation as Annotation
