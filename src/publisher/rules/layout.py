"""Rules Y: layout, how the pages fall."""

from publisher.rules.rule import ERROR, NOTE, WARNING, Rule

LAYOUT = Rule(
    "Y001",
    WARNING,
    "WeasyPrint complained",
    why="The engine that sets the pages could not do something that a style sheet "
    "or a page asks of it, so the page looks different from what was meant.",
    cure="Look at the page and at the style the message names. If neither is "
    "yours, report it.",
)
NOTE_OFF_PAGE = Rule(
    "Y002",
    WARNING,
    "A note does not stand on the page of its call",
    why="The reader looks at the foot of the page and does not find it.",
    cure="Shorten the note or reword the lines around its call; a figure near by "
    "may be moved, too.",
)
NOT_SETTLED = Rule(
    "Y003",
    WARNING,
    "Page references did not settle",
    why="A reference that says its page makes the line longer, which moves what it "
    "refers to, and so on in a circle. One number might be wrong in print.",
    cure="Reword the reference, or set a page break near it.",
)
NOTE_LOST = Rule(
    "Y004",
    ERROR,
    "A note is not in the printed pages",
    why="Its call is printed and the note is not.",
    cure="Report it: this is a fault of the publisher. Until then move the call "
    "out of what surrounds it, such as a table or a box.",
)
NO_WIDE_FIT = Rule(
    "Y005",
    WARNING,
    "A line is wider than the page",
    why="It runs into the margin, and may be cut off.",
    cure="Allow a long address to break, give a wide table fewer columns, or make "
    "a picture narrower.",
)
NOT_SET = Rule(
    "Y006",
    ERROR,
    "A chapter could not be set",
    why="The engine that sets the pages failed at it, so the chapter would be missing.",
    cure="Look at what the message says of the cause. If it is no fault of a style "
    "sheet of yours, report it.",
)
PINNED = Rule(
    "Y007",
    NOTE,
    "A page number stands in a room that is too wide",
    why="Whether the number needs two figures or three changes the lines around "
    "it, which changes the number. The wider room was kept: the number is right, "
    "and a little space is left beside it.",
    cure="There is nothing to do; if the space disturbs you, reword the line.",
)
NO_SUCH_PAGE = Rule(
    "Y008",
    ERROR,
    "A page is told that is not in the book",
    why="The contents or a list would send the reader to a page that does not exist.",
    cure="Report it: this is a fault of the publisher.",
)
WIDOW = Rule(
    "Y009",
    NOTE,
    "The last line of a paragraph stands alone on a page",
    why="A single line at the head of a page looks lost, and the reader has forgotten "
    "what it ends.",
    cure="Shorten or lengthen this paragraph, or one before it in the chapter, by a "
    "line.",
)
ORPHAN = Rule(
    "Y010",
    NOTE,
    "The first line of a paragraph stands alone at the foot of a page",
    why="A paragraph that begins with one line and is overleaf at once reads badly.",
    cure="Shorten or lengthen a paragraph before it in the chapter by a line.",
)
DASH_FIRST = Rule(
    "Y011",
    NOTE,
    "A line begins with a dash",
    why="A dash belongs to the words before it; at the head of a line it looks like "
    "speech, or like the mark of a list.",
    cure="Put a no-break space or a word joiner (U+2060) before the dash, or reword "
    "the sentence.",
)
LADDER = Rule(
    "Y012",
    NOTE,
    "More than three lines in a row end with a hyphen",
    why="Hyphens one below the other make a ladder at the edge of the page that "
    "draws the eye.",
    cure="Say --ladder: 3 in a style sheet, reword one of the lines, or tell one long "
    "word not to be divided.",
)
SHORT_END = Rule(
    "Y013",
    NOTE,
    "The last line of a paragraph is shorter than the indent",
    why="Between such a line and the indent of the next paragraph there is a gap of "
    "white, as if a line were missing.",
    cure="Reword the paragraph so that its last line grows by a word, or goes.",
)
HOLE = Rule(
    "Y014",
    NOTE,
    "More than six lines are empty at the foot of a page",
    why="The page looks as if the chapter had ended.",
    cure="Move the figure, the table or the long note that did not fit a paragraph "
    "earlier or later, or make it smaller.",
)
HEADING_LAST = Rule(
    "Y015",
    NOTE,
    "A heading stands last on a page",
    why="The reader meets a title with nothing under it, and its text overleaf.",
    cure="Set a page break before the heading, or lengthen the text before it by a "
    "line; a style sheet of yours may allow breaks after headings.",
)
SHORT_PAGE = Rule(
    "Y016",
    NOTE,
    "The last page of a chapter has fewer than five lines",
    why="A nearly empty page looks like an accident, and in print it costs a page.",
    cure="Shorten the chapter by these lines, or lengthen it by some.",
)
EMPTY_BOX = Rule(
    "Y017",
    NOTE,
    "A character is printed as an empty box",
    why="No font of the book has it in the style it is set in (`.notdef`).",
    cure="Use another character, or a font that has this one.",
)
NOTE_TOO_TALL = Rule(
    "Y018",
    ERROR,
    "Something in a note is higher than a page",
    why="Notes are divided between pages, and so are the quotations, lists, verse and "
    "tables in them. A row of a table or a picture is not; where it is higher than "
    "nine tenths of a page, its end would be lost.",
    cure="Divide the row, the line of code or the verse, make the picture smaller, or "
    "move it from the note into the text.",
)
