"""Every code the publisher can raise, one line each. Never reused, never renumbered.

L load and configuration · P parse · R resolve · C check of the book · Y layout ·
K package · E check of the EPUB · D check of the PDF · F fidelity · T prose.
Findings of outside tools keep the tool's own codes: `epubcheck/RSC-005`.
"""

from __future__ import annotations

from dataclasses import dataclass

from publisher.diagnostics import Diagnostic, Severity, Span


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: its code, how much it matters, and what it is about."""

    code: str
    severity: Severity
    title: str

    def at(self, span: Span, message: str, hint: str | None = None) -> Diagnostic:
        """Make a finding of this rule."""
        return Diagnostic(self.code, self.severity, span, message, hint)


def all_rules() -> list[Rule]:
    """List every rule, by code."""
    rules = [each for each in globals().values() if isinstance(each, Rule)]
    return sorted(rules, key=lambda rule: rule.code)


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# L: load and configuration
NO_BOOK_YAML = Rule("L001", ERROR, "There is no book.yaml")
UNUSED_FILE = Rule("L002", WARNING, "A file in the manuscript is not in the book")
YAML_SYNTAX = Rule("L003", ERROR, "book.yaml is not legal YAML")
UNKNOWN_KEY = Rule("L004", ERROR, "book.yaml has a key that means nothing")
WRONG_TYPE = Rule("L005", ERROR, "A value in book.yaml is of the wrong kind")
MISSING_FILE = Rule("L006", ERROR, "A file named in book.yaml is not there")
LISTED_TWICE = Rule("L007", ERROR, "A file is listed twice in book.yaml")
OUTSIDE_BOOK = Rule("L008", ERROR, "A path leads out of the book's folder")
NOT_UTF8 = Rule("L009", ERROR, "A text is not UTF-8")
CONTROL_CHARACTER = Rule("L010", WARNING, "A text holds a control character")
MISSING_KEY = Rule("L011", ERROR, "book.yaml lacks a key that every book needs")
BAD_LANGUAGE = Rule("L012", ERROR, "A language tag is not BCP 47")
BAD_ISBN = Rule("L013", ERROR, "The check digit of an ISBN is wrong")
BAD_IMAGE = Rule("L014", ERROR, "An image cannot be read")
ACTIVE_SVG = Rule("L015", WARNING, "An SVG holds active or outside content")
INCLUDE = Rule("L016", ERROR, "An include cannot be followed")
TOO_LARGE = Rule("L017", ERROR, "A file is larger than the publisher reads")
BIDI_CONTROL = Rule("L018", WARNING, "A text holds an invisible bidi control")
STYLE_RESOURCE = Rule("L019", ERROR, "A style sheet asks for something it cannot have")
KEY_TWICE = Rule("L020", ERROR, "A key is written twice in book.yaml")
FIRST_FRAME = Rule("L021", NOTE, "Only the first picture of an image file is shown")
SIZELESS_SVG = Rule("L022", WARNING, "An SVG does not say how large it is")

TRIM_NOT_OFFERED = Rule("L070", ERROR, "The printer does not cut to the book's trim")

# P: parse
NESTED_TOO_DEEP = Rule("P001", ERROR, "Text is nested deeper than can be read")
UNCLOSED_DIVISION = Rule("P002", WARNING, "A ::: division is never closed")
BROKEN_ATTRIBUTES = Rule("P003", WARNING, "Attributes in braces cannot be read")
RAW_HTML = Rule("P004", WARNING, "Raw HTML is not part of the manuscript language")
RAGGED_TABLE = Rule("P005", WARNING, "A table row has too few or too many cells")
BAD_NOTE_ID = Rule("P006", ERROR, "A note id cannot be used")
NOTE_TWICE = Rule("P007", ERROR, "Two notes of one file have the same id")
UNKNOWN_SHORTCODE = Rule("P008", ERROR, "A {{< shortcode >}} means nothing")
BAD_LINK = Rule("P009", ERROR, "A link has an address that cannot be allowed")
TEXT_LANGUAGE = Rule("P010", WARNING, "A language tag in the text is not BCP 47")
ACTIVE_HTML = Rule("P011", ERROR, "Active content in the manuscript")
BAD_FIGURE = Rule("P012", WARNING, "A figure division holds no picture")
PARSER_LIMIT = Rule("P013", ERROR, "Words of the manuscript were not understood")
FILE_HEADER = Rule("P014", WARNING, "A file begins with a header that is not read")

# R: resolve
UNKNOWN_LABEL = Rule("R001", ERROR, "A reference names a label nothing defines")
LABEL_TWICE = Rule("R002", ERROR, "A label is defined twice")
UNCALLED_NOTE = Rule(
    "R003", ERROR, "A note is never called, so it would not be printed"
)
UNDEFINED_NOTE = Rule("R004", ERROR, "A note is called but not written")
UNKNOWN_FILE = Rule("R005", ERROR, "A link leads to a file that is not in the book")
NOTE_CYCLE = Rule("R006", ERROR, "Notes call each other in a circle")
UNKNOWN_VOICE = Rule("R007", WARNING, "A remark is by someone book.yaml does not know")
UNKNOWN_VARIABLE = Rule("R008", ERROR, "A variable is not in book.yaml")
UNKNOWN_SOURCE = Rule("R009", WARNING, "A page mark names an edition book.yaml lacks")
NOT_YET_SET = Rule("R010", NOTE, "Index, glossary and citations are kept, not yet set")
SAME_ID = Rule("R011", WARNING, "Two files use the same id")
AMBIGUOUS_LABEL = Rule("R012", ERROR, "A reference could lead to two places")
UNKNOWN_KIND = Rule("R013", WARNING, "A figure's label has a prefix of no known kind")
UNKNOWN_EDITION = Rule("R014", ERROR, "The edition asked for is not in book.yaml")
NO_WORDS = Rule("R015", NOTE, "The publisher has no words in the book's language")
MISPLACED_PREFIX = Rule("R016", WARNING, "A heading is labelled like a figure or map")
WRONG_KIND = Rule("R017", WARNING, "Words name another kind than their reference")
KIND_TWICE = Rule("R018", WARNING, "Words and their reference name the kind twice")
WRONG_NUMBER = Rule("R019", NOTE, "Words give another number than their reference")
UNREFERRED = Rule("R020", NOTE, "A figure, map or table is never referred to")
PAGE_ORDER = Rule("R021", WARNING, "Page marks of an earlier edition are out of order")
PAGE_MISSING = Rule("R022", WARNING, "A page of an earlier edition is not marked")
PAGE_TWICE = Rule("R023", WARNING, "A page of an earlier edition is marked twice")
RANGE_OPEN = Rule("R024", WARNING, "An index range is opened and never closed")
RANGE_CLOSED = Rule("R025", WARNING, "An index range is closed and was not opened")
BAD_RANGE = Rule("R026", WARNING, "An index mark has a range that means nothing")
INTO_NOTE = Rule("R027", NOTE, "A reference leads into a note")

# C: check of the book
NO_ALT = Rule("C001", WARNING, "An image without alternative text")
EMPTY_CHAPTER = Rule("C002", ERROR, "A chapter without text")
HEADING_SKIP = Rule("C003", WARNING, "Headings skip a level")
MISSING_IMAGE = Rule("C004", ERROR, "An image is not there")
MISSING_GLYPH = Rule("C005", WARNING, "No font of the book has a glyph")
NO_TITLE = Rule("C006", WARNING, "A file does not begin with a title")
HIDDEN_TARGET = Rule("C007", ERROR, "A reference leads to what an output leaves out")
REMOTE_IMAGE = Rule("C008", ERROR, "An image would have to be fetched from the network")
SCREEN_ALONE = Rule("C009", WARNING, "A passage is for the screen PDF alone")
UNUSED_IMAGE = Rule("C010", WARNING, "An image in the manuscript is not in the book")
EMPTY_NOTE = Rule("C011", WARNING, "A note without text")
SAME_TITLE = Rule("C012", WARNING, "Two chapters have one title")
BAD_EXCUSE = Rule("C013", WARNING, "An excuse cannot be read")
NEEDLESS_EXCUSE = Rule("C014", WARNING, "An excuse that excuses nothing")
EMPTY_TITLE = Rule("C015", WARNING, "A title without words")

# Y: layout
LAYOUT = Rule("Y001", WARNING, "WeasyPrint complained")
NOTE_OFF_PAGE = Rule("Y002", WARNING, "A note does not stand on the page of its call")
NOT_SETTLED = Rule("Y003", WARNING, "Page references did not settle")
NOTE_LOST = Rule("Y004", ERROR, "A note is not in the printed pages")
NO_WIDE_FIT = Rule("Y005", WARNING, "A line is wider than the page")
NOT_SET = Rule("Y006", ERROR, "A chapter could not be set")
PINNED = Rule("Y007", NOTE, "A page number stands in a room that is too wide")
NO_SUCH_PAGE = Rule("Y008", ERROR, "A page is told that is not in the book")

# K: package
CANNOT_WRITE = Rule("K001", ERROR, "An output could not be written")
CACHE_DAMAGED = Rule("K002", NOTE, "Something kept from an earlier build was damaged")

# E: check of the EPUB
EPUB_LINK = Rule("E001", ERROR, "A link in the EPUB leads nowhere")
EPUB_CONTAINER = Rule("E002", ERROR, "The container of the EPUB is damaged")
EPUB_ID = Rule("E003", ERROR, "An id stands twice in a document of the EPUB")
EPUBCHECK_NOT_RUN = Rule("E004", NOTE, "EPUBCheck was not run")
EPUB_NOTE = Rule(
    "E005", ERROR, "A note of the EPUB and its call do not lead to each other"
)
EPUB_PAGES = Rule(
    "E006", ERROR, "The page list of the EPUB is not that of its page marks"
)
EPUB_CONTENTS = Rule(
    "E007", ERROR, "The contents of the EPUB are not those of its text"
)
EPUB_LANDMARKS = Rule("E008", ERROR, "The EPUB lacks a landmark")
EPUB_COVER = Rule("E009", ERROR, "The cover of the EPUB is not marked as one")
EPUB_IDENTIFIER = Rule("E010", ERROR, "An identifier of the EPUB cannot be right")
EPUB_ROLE = Rule("E011", ERROR, "A person of the EPUB has a role that does not exist")
EPUB_SERIES = Rule("E012", ERROR, "A series of the EPUB is not called one")
EPUB_LANGUAGE = Rule("E013", ERROR, "A language is missing or wrong in the EPUB")
EPUB_ALT = Rule("E014", WARNING, "A picture of the EPUB is not described")
EPUB_TABLE = Rule("E015", NOTE, "A table of the EPUB has no heads")
EPUB_ACCESS = Rule("E016", ERROR, "The EPUB claims what its content does not bear out")
NOT_CERTIFIED = Rule("E017", WARNING, "The EPUB cannot be certified as accessible")
ACE_NOT_RUN = Rule("E018", NOTE, "Ace was not run")
EPUB_STYLE = Rule("E020", WARNING, "A style of the EPUB means nothing")
EPUB_OLD_READERS = Rule(
    "E021", WARNING, "A style of the EPUB is too new for old readers"
)
EPUB_IMPOSED = Rule(
    "E022", WARNING, "A style of the EPUB overrides the reader's choice"
)
EPUB_CONTRAST = Rule("E023", WARNING, "Words of the EPUB are too faint")
KINDLE = Rule("E030", NOTE, "Something does not suit Kindle")
KOBO = Rule("E031", NOTE, "Something does not suit Kobo")
APPLE = Rule("E032", NOTE, "Something does not suit Apple Books")

# D: check of the PDF
PDF_LINK = Rule("D001", ERROR, "A link in the PDF leads nowhere")
PDF_BROKEN = Rule("D002", ERROR, "The PDF is damaged")
FONT_NOT_EMBEDDED = Rule("D003", ERROR, "A font is not embedded in the PDF")

# F: fidelity
LOST_TEXT = Rule("F001", ERROR, "Words of the manuscript are missing from an output")
EXTRA_TEXT = Rule("F002", ERROR, "An output has words that nobody wrote there")
MOVED_TEXT = Rule("F003", ERROR, "Words stand in another order than in the manuscript")

# D: the press file
NOT_INKED = Rule(
    "D004", ERROR, "Something could not be turned into the inks of a press"
)
SHINES_THROUGH = Rule("D005", ERROR, "Something shines through that the printer cannot")
PRESS_STANDARD = Rule("D006", ERROR, "The print file is not of the printer's standard")
PRESS_DESCRIPTION = Rule("D007", ERROR, "The print file does not say what it is")
PRESS_INTENT = Rule("D008", ERROR, "The print file has no printing condition")
PRESS_BOXES = Rule("D009", ERROR, "A printed page has a wrong size, trim or bleed")
SCREEN_COLOUR = Rule("D010", ERROR, "A printed page has colours of a screen")
RICH_BLACK = Rule("D011", WARNING, "Letters are printed in more inks than black")
NOT_PRINTED = Rule("D012", ERROR, "The print file holds what no press prints")
NO_SHAPE = Rule("D013", ERROR, "A font has no shape for a printed letter")
LOW_RESOLUTION = Rule("D014", WARNING, "A picture is printed with too few dots")
HAIRLINE = Rule("D015", WARNING, "A line is too thin to print")
SMALL_TYPE = Rule("D016", WARNING, "Letters are too small to print")
UNSAFE = Rule("D017", ERROR, "Letters stand too near the trim")
BLEED_MISSED = Rule("D018", ERROR, "Something reaches the trim and not the bleed")
PAGE_COUNT = Rule("D019", ERROR, "The printer does not bind so many pages")
TOO_MUCH_INK = Rule("D020", ERROR, "More ink lies on a spot than the paper can take")
GUTTER_MOVED = Rule("D022", NOTE, "The inside margin was made wider for the printer")
NARROW_GUTTER = Rule(
    "D021", ERROR, "The inside margin is too narrow for the book's length"
)
