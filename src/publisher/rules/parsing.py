"""Rules P: parsing, what is written in the chapters."""

from publisher.rules.rule import ERROR, WARNING, Rule

NESTED_TOO_DEEP = Rule(
    "P001",
    ERROR,
    "Text is nested deeper than can be read",
    why="Nobody writes a quotation in a list in a quotation ninety times over: "
    "something was repeated by a program, and what is inside would be lost.",
    cure="Look for a run of brackets, list marks or quote marks and take the "
    "needless ones out.",
)
UNCLOSED_DIVISION = Rule(
    "P002",
    WARNING,
    "A ::: division is never closed",
    why="Everything from here to the end of the file would be part of the remark "
    "or the hidden passage.",
    cure="Write the closing `:::` on a line of its own where the division ends, "
    "with as many colons as at its beginning or more.",
)
BROKEN_ATTRIBUTES = Rule(
    "P003",
    WARNING,
    "Attributes in braces cannot be read",
    why="A label that cannot be read cannot be referred to, and the braces "
    "themselves would be printed.",
    cure='Write `{#label .class key="value"}`, separated by spaces, each quotation '
    "mark closed.",
)
RAW_HTML = Rule(
    "P004",
    WARNING,
    "Raw HTML is not part of the manuscript language",
    why="It means something in a browser and nothing on paper, so it is printed as "
    "it stands.",
    cure="Write it in Markdown; for words of another language, small capitals and "
    "the like there is `[words]{…}`, see docs/manuscript.md.",
)
RAGGED_TABLE = Rule(
    "P005",
    WARNING,
    "A table row has too few or too many cells",
    why="A value may stand in the wrong column, or is cut off.",
    cure="Count the bars of the row; a bar that is meant as a character is written "
    "`\\|`.",
)
BAD_NOTE_ID = Rule(
    "P006",
    ERROR,
    "A note id cannot be used",
    why="A call cannot find its note by such an id, and the brackets would be "
    "printed as words.",
    cure="Use letters, figures, hyphens and points, without spaces, as in "
    "`[^pilot-2]`.",
)
NOTE_TWICE = Rule(
    "P007",
    ERROR,
    "Two notes of one file have the same id",
    why="A call could mean either, and one of the two would never be printed.",
    cure="Give the second note another id, and correct its call.",
)
UNKNOWN_SHORTCODE = Rule(
    "P008",
    ERROR,
    "A {{< shortcode >}} means nothing",
    why="It stands for something that the publisher does not know, so something "
    "would be missing here.",
    cure="Use `meta`, `include` or `pagebreak`; the last two each on a line of "
    "their own.",
)
BAD_LINK = Rule(
    "P009",
    ERROR,
    "A link has an address that cannot be allowed",
    why="A link that runs a program or leads into someone's disk does harm, or "
    "leads nowhere for every reader but you.",
    cure="Link to a web address, a mail address, or a file or label of the book.",
)
TEXT_LANGUAGE = Rule(
    "P010",
    WARNING,
    "A language tag in the text is not BCP 47",
    why="The passage would be hyphenated, quoted and read aloud by the rules of "
    "another language.",
    cure="Write a tag such as `la`, `fr` or `grc`.",
)
ACTIVE_HTML = Rule(
    "P011",
    ERROR,
    "Active content in the manuscript",
    why="Scripts, forms and embedded pages do not work on paper, and shops refuse "
    "books that hold them.",
    cure="Take it out, and write what the reader should see.",
)
BAD_FIGURE = Rule(
    "P012",
    WARNING,
    "A figure division holds no picture",
    why="It is numbered and listed as a figure, and there is nothing to be seen.",
    cure="Put the picture in a paragraph of its own inside the division, or take "
    "the label away.",
)
PARSER_LIMIT = Rule(
    "P013",
    ERROR,
    "Words of the manuscript were not understood",
    why="The publisher compares what it read with what is written. These words "
    "would be missing from the book.",
    cure="Write the passage in a simpler way, and report it: this is a fault of "
    "the publisher.",
)
FILE_HEADER = Rule(
    "P014",
    WARNING,
    "A file begins with a header that is not read",
    why="What a blog or a static site says of a page in such a header, the book "
    "says in book.yaml. A title in the header alone would not be printed.",
    cure="Move the title into a heading of the chapter, everything else into "
    "book.yaml, and take the header out.",
)
FORMULA = Rule(
    "P015",
    WARNING,
    "Formulas are not part of the manuscript language",
    why="What would be a formula elsewhere is printed as it is typed, dollar signs and "
    "backslashes and all.",
    cure="Write it in words and signs, with `^2^` for what is raised and `~n~` for what is "
    "lowered. Or draw it and show the drawing in the line, with the formula in words: "
    '`![E equals m c squared](images/energy.svg){width="4em"}`. For a dollar sign '
    "write `\\$`.",
)
STRAY_ATTRIBUTES = Rule(
    "P016",
    WARNING,
    "Attributes in braces belong to nothing",
    why="They are read behind a title, a picture, a link, words in brackets or in "
    "backticks, the caption of a table, and on the line that opens a division. Anywhere "
    "else the braces are printed.",
    cure="Put the words in brackets, `[anno]{.smallcaps}`, or a division around the "
    "paragraph. What is meant as it stands is written `\\{`.",
)
