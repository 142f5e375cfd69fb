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
