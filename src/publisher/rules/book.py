"""Rules C: the check of the book as a whole."""

from publisher.rules.rule import ERROR, NOTE, WARNING, Rule

NO_ALT = Rule(
    "C001",
    WARNING,
    "An image without alternative text",
    why="Who cannot see it learns nothing of it. Accessible books are required by "
    "law in the European Union, and shops ask for it.",
    cure='Say in a sentence what the picture shows: `{alt="The harbour from the '
    'sea, its two towers in ruins"}`; for a mere ornament write `alt=""`.',
)
EMPTY_CHAPTER = Rule(
    "C002",
    ERROR,
    "A chapter without text",
    why="A title with nothing under it, or a file that was saved empty by accident.",
    cure="Write the chapter, restore it from a copy, or take it out of book.yaml.",
)
HEADING_SKIP = Rule(
    "C003",
    WARNING,
    "Headings skip a level",
    why="Who listens to a book moves by headings, and would look for the one left "
    "out. The contents are indented wrongly, too.",
    cure="Give the heading one `#` less, or write the heading that lies between.",
)
MISSING_IMAGE = Rule(
    "C004",
    ERROR,
    "An image is not there",
    why="There would be a hole in the page.",
    cure="Correct the name, or put the file there. Capital letters count.",
)
MISSING_GLYPH = Rule(
    "C005",
    WARNING,
    "No font of the book has a glyph",
    why="An empty box would be printed in the place of the letter.",
    cure="Put a font that has the letter into `styles/fonts` and name it in the "
    "style sheet; or look whether the letter is a slip.",
)
NO_TITLE = Rule(
    "C006",
    WARNING,
    "A file does not begin with a title",
    why="The chapter has no name in the contents and at the head of its pages.",
    cure="Begin it with `# Title`; if the title should not be numbered, `# Title "
    "{.unnumbered}`. A dedication or a motto before or behind the text needs none where "
    "all of it stands in `::: dedication` or `::: epigraph`.",
)
HIDDEN_TARGET = Rule(
    "C007",
    ERROR,
    "A reference leads to what an output leaves out",
    why="In that output the reader would be sent to a passage that is not there.",
    cure="Put the reference under the same condition as its target, or show the "
    "target everywhere.",
)
REMOTE_IMAGE = Rule(
    "C008",
    ERROR,
    "An image would have to be fetched from the network",
    why="Nothing is fetched while a book is made: tomorrow the picture may be gone "
    "or another one.",
    cure="Save it into the folder of the book and name it from there. See to the "
    "rights.",
)
SCREEN_ALONE = Rule(
    "C009",
    WARNING,
    "A passage is for the screen PDF alone",
    why="The screen PDF has the very pages of the printed book, so that both can "
    "be cited alike. The passage would be in neither.",
    cure="Show it in `pdf`, which means both, or in `epub`.",
)
UNUSED_IMAGE = Rule(
    "C010",
    WARNING,
    "An image in the manuscript is not in the book",
    why="Perhaps the figure that showed it was lost in editing.",
    cure="Show the picture where it belongs, or move it out of the folder.",
)
EMPTY_NOTE = Rule(
    "C011",
    WARNING,
    "A note without text",
    why="The reader follows the mark and finds nothing.",
    cure="Write the note, or delete it together with its call.",
)
SAME_TITLE = Rule(
    "C012",
    WARNING,
    "Two chapters have one title",
    why="In the contents of a reading device no one can tell them apart; perhaps a "
    "chapter was copied as a beginning for the next.",
    cure="Give one of them its own title.",
)
BAD_EXCUSE = Rule(
    "C013",
    WARNING,
    "An excuse cannot be read",
    why="It excuses nothing, so what was meant to be excused is reported still; "
    "and without a reason no one knows later whether it may stay.",
    cure="Write `<!-- publisher: allow T001, and why -->` above the block. Errors "
    "cannot be excused.",
)
NEEDLESS_EXCUSE = Rule(
    "C014",
    WARNING,
    "An excuse that excuses nothing",
    why="The passage was mended and the excuse left behind. It would hide the next "
    "fault there.",
    cure="Take the comment out, or put it right above the block it is meant for.",
)
EMPTY_TITLE = Rule(
    "C015",
    WARNING,
    "A title without words",
    why="It would be an empty line in the contents.",
    cure="Write the title, or take the `#` away.",
)
RIGHT_TO_LEFT = Rule(
    "C016",
    WARNING,
    "A paragraph from right to left does not say its language",
    why="Its lines begin at the left, as those of the book, and its last line and its "
    "full stops stand where nobody expects them. Words in Hebrew or Arabic inside a line "
    "come out in order by themselves.",
    cure="Put `::: {lang=he}` around it, or the tag of whatever language it is in.",
)
LONG_WORD = Rule(
    "C017",
    ERROR,
    "A word is longer than can be printed",
    why="Readers of PDF files take in some sixteen thousand letters that follow each "
    "other without a gap, and drop the rest.",
    cure="Look whether something was pasted here that is no text, such as a picture in "
    "letters. If it is meant, put spaces or line ends into it.",
)
EMPTY_LIST = Rule(
    "C018",
    WARNING,
    "A list of figures or maps is empty",
    why="It would be a page with a title and nothing below it, and a line in the contents "
    "that leads there.",
    cure="Give a label of the kind to what the list is to name, as in `{#map-river}`; or "
    "take `{list: map}` out of book.yaml.",
)
ALT_IS_NAME = Rule(
    "C030",
    WARNING,
    "An image is described by the name of its file",
    why="A screen reader would read the name out, and its listener would know nothing "
    "of the picture.",
    cure='Say in a sentence what is to be seen: `{alt="…"}`; `alt=""` for a picture that '
    "only adorns.",
)
DEAD_LINK = Rule(
    "C050",
    WARNING,
    "A link out of the book leads nowhere",
    why="The reader who follows it gets an error, for as long as the book is read.",
    cure="Correct the address, link to a copy in an archive such as web.archive.org, or "
    "give the source in words.",
)
MOVED_LINK = Rule(
    "C051",
    NOTE,
    "A link out of the book leads to what has moved for good",
    why="It still works, by way of a notice that may be taken down any day.",
    cure="Write the address that the hint gives.",
)
UNKNOWN_LINK = Rule(
    "C052",
    NOTE,
    "Whether a link out of the book leads somewhere cannot be known",
    why="Some sites answer people and not programs, and some were out of order just now.",
    cure="Follow the link in a browser once before the book is printed.",
)
PRIVATE_LINK = Rule(
    "C053",
    WARNING,
    "A link leads into a private network",
    why="It works on the author's desk and for no reader. It was not followed.",
    cure="Link to a public address.",
)
