"""Rules L: loading and configuration, what stands in book.yaml and the files of the book."""

from publisher.rules.rule import ERROR, NOTE, WARNING, Rule

NO_BOOK_YAML = Rule(
    "L001",
    ERROR,
    "There is no book.yaml",
    why="book.yaml names the files of the book and their order. Without it nobody "
    "can say what the book is.",
    cure="Begin one in the folder of the manuscript with a title, a language and a "
    "list of chapters, or name the right folder with --book.",
)
UNUSED_FILE = Rule(
    "L002",
    WARNING,
    "A file in the manuscript is not in the book",
    why="A chapter that was written but not listed is missed by no one until the "
    "book is printed.",
    cure="List the file under `chapters`, `front-matter`, `back-matter` or "
    "`appendices` in book.yaml; include it from a chapter; or move it out of the "
    "folder.",
)
YAML_SYNTAX = Rule(
    "L003",
    ERROR,
    "book.yaml is not legal YAML",
    why="What cannot be read cannot be followed: the rest of the file might mean "
    "anything.",
    cure="Look at the place and just above it. The usual causes are a missing "
    "space behind a colon, an unclosed quotation mark or bracket, and lines that "
    "are not indented alike.",
)
UNKNOWN_KEY = Rule(
    "L004",
    ERROR,
    "book.yaml has a key that means nothing",
    why="A misspelt key is silently without effect, and the book comes out "
    "otherwise than it was asked for.",
    cure="Take the spelling that the hint offers, or look the key up in "
    "docs/manuscript.md. What is meant for yourself goes under `meta`.",
)
WRONG_TYPE = Rule(
    "L005",
    ERROR,
    "A value in book.yaml is of the wrong kind",
    why="A margin without its unit, or a date that no calendar has, could only be "
    "guessed at.",
    cure="Write the value in the way the message names.",
)
MISSING_FILE = Rule(
    "L006",
    ERROR,
    "A file named in book.yaml is not there",
    why="A chapter or cover that is listed and not found would be missing from the "
    "book.",
    cure="Correct the name, or put the file there. Capital letters count, because "
    "they do on other machines.",
)
LISTED_TWICE = Rule(
    "L007",
    ERROR,
    "A file is listed twice in book.yaml",
    why="A chapter would be printed twice, with every label in it defined twice.",
    cure="Take one of the two lines out.",
)
OUTSIDE_BOOK = Rule(
    "L008",
    ERROR,
    "A path leads out of the book's folder",
    why="A manuscript may come from anyone, and must not read the other files of a "
    "machine. A book that needs files from elsewhere also breaks as soon as its "
    "folder is moved.",
    cure="Copy the file into the folder of the book and name it from there.",
)
NOT_UTF8 = Rule(
    "L009",
    ERROR,
    "A text is not UTF-8",
    why="In any other encoding letters with accents, quotation marks and dashes "
    "would be guessed, and some guessed wrongly.",
    cure="Open the file in the program that wrote it and save it as UTF-8.",
)
CONTROL_CHARACTER = Rule(
    "L010",
    WARNING,
    "A text holds a control character",
    why="It cannot be printed. It comes from a copied passage or a converter, "
    "often in the place of a letter or dash that was lost.",
    cure="Delete it, and compare the place with the original.",
)
MISSING_KEY = Rule(
    "L011",
    ERROR,
    "book.yaml lacks a key that every book needs",
    why="Without a title, a language and chapters there is no book that a shop or "
    "a reading device would take.",
    cure="Write the key that the message names.",
)
BAD_LANGUAGE = Rule(
    "L012",
    ERROR,
    "A language tag is not BCP 47",
    why="Hyphenation, quotation marks and the voice that reads aloud are chosen by "
    "the tag. A wrong one chooses none.",
    cure="Write a tag such as `en`, `en-GB`, `ru` or `zh-Hant`.",
)
BAD_ISBN = Rule(
    "L013",
    ERROR,
    "The check digit of an ISBN is wrong",
    why="One digit is wrong or two are swapped: the book would be sold under the "
    "number of another, or of none.",
    cure="Compare it, digit by digit, with the list of the ISBN agency.",
)
BAD_IMAGE = Rule(
    "L014",
    ERROR,
    "An image cannot be read",
    why="It would be an empty frame in the book.",
    cure="Save the picture again, as PNG, JPEG or plain SVG, from the program that "
    "made it.",
)
ACTIVE_SVG = Rule(
    "L015",
    WARNING,
    "An SVG holds active or outside content",
    why="Scripts, links to the network and other pages inside a drawing do not "
    "work in print, are forbidden in shops and could do harm. They were taken out, "
    "so the drawing may look different.",
    cure="Save the drawing as plain SVG with its pictures embedded and its letters "
    "as paths, and look at it in the book.",
)
INCLUDE = Rule(
    "L016",
    ERROR,
    "An include cannot be followed",
    why="The passage that should stand here would be missing.",
    cure="Correct the name of the file. A file cannot include itself, not even by "
    "way of others.",
)
TOO_LARGE = Rule(
    "L017",
    ERROR,
    "A file is larger than the publisher reads",
    why="No book needs such a file. It is usually not what its name says, or it is "
    "made to exhaust the machine.",
    cure="Divide a text into chapters; make a picture smaller, at most what 600 "
    "dots to the inch need on the page.",
)
BIDI_CONTROL = Rule(
    "L018",
    WARNING,
    "A text holds an invisible bidi control",
    why="It reorders words unseen, so that the printed line is not the written one.",
    cure="Delete it. For a passage in Hebrew or Arabic write `[words]{lang=he}`, "
    "or `{dir=rtl}`.",
)
STYLE_RESOURCE = Rule(
    "L019",
    ERROR,
    "A style sheet asks for something it cannot have",
    why="Pages must be the same on every machine. A font or picture from the "
    "network or from elsewhere on the disk would be there today and not tomorrow.",
    cure="Put a copy into the `styles` folder of the book and name it from there; "
    "fonts as .ttf or .otf.",
)
KEY_TWICE = Rule(
    "L020",
    ERROR,
    "A key is written twice in book.yaml",
    why="Only one of the two values could count, and nobody sees which.",
    cure="Take one of them out.",
)
FIRST_FRAME = Rule(
    "L021",
    NOTE,
    "Only the first picture of an image file is shown",
    why="Paper does not move, and few reading devices play an animation.",
    cure="Save the picture you want to show as a PNG of its own.",
)
SIZELESS_SVG = Rule(
    "L022",
    WARNING,
    "An SVG does not say how large it is",
    why="Each program would choose another size, so print and screen would differ.",
    cure="Give the drawing a `viewBox`, or a width and a height in mm or px.",
)
SHARED_ISBN = Rule(
    "L023",
    WARNING,
    "The printed book and the EPUB have one ISBN",
    why="Each form of a book has an ISBN of its own (ISO 2108). Shops take a second one "
    "under the same number for the first, and refuse it or sell the wrong one.",
    cure="Give each its own: `isbn: {print: …, epub: …}`. Many shops sell an EPUB that has "
    "none.",
)
UNDRAWN_SVG = Rule(
    "L024",
    WARNING,
    "A drawing asks for what print does not draw",
    why="Shadows and blurs, colours that blend and variables of styles are drawn by "
    "browsers alone; on paper a shape lacks them, or is black.",
    cure="Look at the drawing in the book. If it matters, save it without these, or as a "
    "PNG as large as it is printed, with 300 dots per inch.",
)
TRIM_NOT_OFFERED = Rule(
    "L070",
    ERROR,
    "The printer does not cut to the book's trim",
    why="A printer on demand binds a list of sizes, and refuses a file of any other.",
    cure="Take a `trim` that the hint names, or choose another printer under `print` in "
    "book.yaml.",
)
