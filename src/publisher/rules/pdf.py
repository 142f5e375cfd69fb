"""Rules D: the check of the finished PDF."""

from publisher.rules.rule import ERROR, Rule

PDF_LINK = Rule(
    "D001",
    ERROR,
    "A link in the PDF leads nowhere",
    why="A reader who clicks it stays where they are.",
    cure="Look at the place in the manuscript. If the link is right there, report "
    "it: this is a fault of the publisher.",
)
PDF_BROKEN = Rule(
    "D002",
    ERROR,
    "The PDF is damaged",
    why="A press refuses the file, or a page of it is not the page that was set.",
    cure="Build again. If it stays, report it: this is a fault of the publisher. "
    "If another program has changed the file, take the file that was built.",
)
FONT_NOT_EMBEDDED = Rule(
    "D003",
    ERROR,
    "A font is not embedded in the PDF",
    why="The machine of the printer would take another font, and letters would be "
    "lost or run into each other.",
    cure="Put the font into `styles/fonts` of the book. An outside PDF shown as a "
    "picture needs its fonts inside, too.",
)
PROOF_DIFFERS = Rule(
    "D024",
    ERROR,
    "A page of the proof is not the page that is printed",
    why="Who reads the proof would correct another page than readers get.",
    cure="Make the proof again. If it stays, report it: this is a fault of the "
    "publisher.",
)
TAGS_DIFFER = Rule(
    "D027",
    ERROR,
    "The structure of a finished PDF is not that of the book",
    why="Who hears the book meets its structure and not its pages: a picture without its "
    "description is silent, and a table that is none is a heap of words.",
    cure="Build again. If another program has changed the file, take the file that was "
    "built; what is to be otherwise belongs in the manuscript.",
)
