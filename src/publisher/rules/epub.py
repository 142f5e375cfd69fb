"""Rules E: the check of the finished EPUB, beside what EPUBCheck and Ace say of it."""

from publisher.rules.rule import ERROR, NOTE, WARNING, Rule

EPUB_LINK = Rule(
    "E001",
    ERROR,
    "A link in the EPUB leads nowhere",
    why="A reader who taps it gets an error, and shops refuse the file.",
    cure="Look at the place in the manuscript. If the link is right there, report "
    "it: this is a fault of the publisher.",
)
EPUB_CONTAINER = Rule(
    "E002",
    ERROR,
    "The container of the EPUB is damaged",
    why="A file inside is missing, not listed, or cannot be read; many devices "
    "would not open the book.",
    cure="Build again. If it stays, report it: this is a fault of the publisher. "
    "If another program has changed the file, take the file that was built.",
)
EPUB_ID = Rule(
    "E003",
    ERROR,
    "An id stands twice in a document of the EPUB",
    why="A link to it leads to the first of the two, which may be the wrong one.",
    cure="Report it: this is a fault of the publisher.",
)
EPUBCHECK_NOT_RUN = Rule(
    "E004",
    NOTE,
    "EPUBCheck was not run",
    why="Shops run it on every book. What it would have said is not known yet.",
    cure="Install what the hint names, and build again.",
)
EPUB_NOTE = Rule(
    "E005",
    ERROR,
    "A note of the EPUB and its call do not lead to each other",
    why="A reader who taps the mark of a note finds another note, or does not find "
    "the way back.",
    cure="Build again from the manuscript. If it stays, report it: this is a fault "
    "of the publisher.",
)
EPUB_PAGES = Rule(
    "E006",
    ERROR,
    "The page list of the EPUB is not that of its page marks",
    why='Readers who are told "page 112" would be taken to another page than those '
    "who hold the printed book.",
    cure="Build again, the PDF too. If it stays, report it: this is a fault of the "
    "publisher.",
)
EPUB_CONTENTS = Rule(
    "E007",
    ERROR,
    "The contents of the EPUB are not those of its text",
    why="A chapter cannot be reached, or is called otherwise in the contents than "
    "over its text.",
    cure="Build again from the manuscript. If it stays, report it: this is a fault "
    "of the publisher.",
)
EPUB_LANDMARKS = Rule(
    "E008",
    ERROR,
    "The EPUB lacks a landmark",
    why="A device finds the beginning of the text, the contents and the notes by "
    "landmarks. Without them it opens the book at its imprint.",
    cure="Build again from the manuscript. If it stays, report it: this is a fault "
    "of the publisher.",
)
EPUB_COVER = Rule(
    "E009",
    ERROR,
    "The cover of the EPUB is not marked as one",
    why="On the shelf of the device there is a grey rectangle instead of the cover.",
    cure="Name it as `cover-image` in book.yaml and build again. If it stays, "
    "report it.",
)
EPUB_IDENTIFIER = Rule(
    "E010",
    ERROR,
    "An identifier of the EPUB cannot be right",
    why="Shops and libraries know a book by it. A wrong one is that of another "
    "book or of none.",
    cure="Correct `identifier` in book.yaml.",
)
EPUB_ROLE = Rule(
    "E011",
    ERROR,
    "A person of the EPUB has a role that does not exist",
    why="A shop that does not know the role shows the translator as an author, or "
    "not at all.",
    cure="Take a role of the MARC list in book.yaml, such as `aut`, `trl`, `edt` "
    "or `ill`.",
)
EPUB_SERIES = Rule(
    "E012",
    ERROR,
    "A series of the EPUB is not called one",
    why="No shop shows the book with the others of its series.",
    cure="Build again from the manuscript. If it stays, report it: this is a fault "
    "of the publisher.",
)
EPUB_LANGUAGE = Rule(
    "E013",
    ERROR,
    "A language is missing or wrong in the EPUB",
    why="The voice that reads aloud is chosen by it: a Latin sentence in an "
    "English mouth, or the whole book in a wrong one.",
    cure="Look at `lang` in book.yaml and at `{lang=…}` in the place named. If "
    "both are right, report it.",
)
EPUB_ALT = Rule(
    "E014",
    WARNING,
    "A picture of the EPUB is not described",
    why='Who cannot see it learns nothing of it, and "IMG_0042.jpg" is not a '
    "description.",
    cure="Say in a sentence what the picture shows, as its `alt` in the manuscript.",
)
EPUB_TABLE = Rule(
    "E015",
    NOTE,
    "A table of the EPUB has no heads",
    why="Read aloud it is a row of bare values, and nobody knows what they mean.",
    cure="Give the table a first row that names its columns.",
)
EPUB_ACCESS = Rule(
    "E016",
    ERROR,
    "The EPUB claims what its content does not bear out",
    why="Its metadata tell a blind buyer what to expect. Since 2025 such claims "
    "have legal weight in the European Union.",
    cure="Build again from the manuscript. If it stays, look at `accessibility` in "
    "book.yaml.",
)
NOT_CERTIFIED = Rule(
    "E017",
    WARNING,
    "The EPUB cannot be certified as accessible",
    why="book.yaml asks for a certificate, and something in the content stands "
    "against it, so no conformance is claimed.",
    cure="Mend what the message names, mostly pictures without description; then "
    "the claim is made.",
)
ACE_NOT_RUN = Rule(
    "E018",
    NOTE,
    "Ace was not run",
    why="Ace judges whether a book is accessible. What it would have said is not "
    "known yet.",
    cure="Install what the hint names, and check again; a large book is left to "
    "`inv check --full`.",
)
NO_PAGES_LISTED = Rule(
    "E019",
    NOTE,
    "The EPUB lists no printed pages",
    why="It was made without the print edition, so nobody who reads it can find the page "
    "that somebody with the printed book names, and its metadata claim no page list.",
    cure="`inv build` makes both together, and then the pages are marked and listed. "
    "`epub: {page-list: none}` in book.yaml says that none are wanted.",
)
EPUB_STYLE = Rule(
    "E020",
    WARNING,
    "A style of the EPUB means nothing",
    why="A property or a value that does not exist has no effect. It was meant to "
    "have one.",
    cure="Correct its spelling in the style sheet.",
)
EPUB_OLD_READERS = Rule(
    "E021",
    WARNING,
    "A style of the EPUB is too new for old readers",
    why="Devices some years old pass over it, and the passage looks broken on them.",
    cure="Write the older way before the new one, or do without.",
)
EPUB_IMPOSED = Rule(
    "E022",
    WARNING,
    "A style of the EPUB overrides the reader's choice",
    why="Readers choose their type, size, margins and colours, some of them "
    "because they cannot read otherwise.",
    cure="Take the declaration out of the style sheet, or give sizes in `em` and "
    "leave colours to the device.",
)
EPUB_CONTRAST = Rule(
    "E023",
    WARNING,
    "Words of the EPUB are too faint",
    why="Grey words on a grey ground cannot be read by weak eyes, or in the sun.",
    cure="Choose a colour that has a contrast of 4.5 to 1 with white and with black, "
    "or set one apart for the night in `@media (prefers-color-scheme: dark)`.",
)
EPUB_LICENCE = Rule(
    "E024",
    WARNING,
    "A font goes out without its licence",
    why="Free fonts may be given away with a book as long as their licence goes along; "
    "others may not be given away at all.",
    cure="Put the text of the licence beside the font in styles/fonts: as `OFL-Family.txt` "
    "beside `Family-Regular.ttf`, or as `OFL.txt` for all that have none of their own.",
)
EPUB_REMARK = Rule(
    "E025",
    ERROR,
    "A remark of the EPUB is not told apart for those who listen",
    why="Who sees the page sees whose words they are; a screen reader would read them as "
    "the author's.",
    cure="Build again from the manuscript. If it stays, report it: this is a fault of the "
    "publisher.",
)
EPUB_TITLE = Rule(
    "E026",
    ERROR,
    "The EPUB does not say its title",
    why="Shops and shelves show the first title, or the one that is called the main one: "
    "a subtitle, or nothing.",
    cure="Build again from the manuscript. If it stays, report it: this is a fault of the "
    "publisher.",
)
KINDLE = Rule(
    "E030",
    NOTE,
    "Something does not suit Kindle",
    why="Kindle converts the book, and this does not come through as it is meant.",
    cure="See how it looks in Kindle Previewer, and decide whether it matters.",
)
KOBO = Rule(
    "E031",
    NOTE,
    "Something does not suit Kobo",
    why="On a Kobo this looks or behaves otherwise than on the rest.",
    cure="See how it looks on a Kobo, and decide whether it matters.",
)
APPLE = Rule(
    "E032",
    NOTE,
    "Something does not suit Apple Books",
    why="In Apple Books this looks or behaves otherwise than on the rest.",
    cure="See how it looks in Apple Books, and decide whether it matters.",
)
