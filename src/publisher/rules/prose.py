"""Rules T: notes for a proofreader's eye. They stop nothing."""

from publisher.rules.rule import NOTE, Rule

DOUBLED_WORD = Rule(
    "T001",
    NOTE,
    "A word stands twice in a row",
    why="The eye slides over a word that stands twice, most of all where a line ends "
    "between; a reader finds it in the printed book.",
    cure="Take one of the words out. If both are meant, excuse the place, or see "
    "whether a comma belongs between them.",
)
STRAIGHT_QUOTE = Rule(
    "T002",
    NOTE,
    "A straight quotation mark is left",
    why="Straight marks and bare accents are of the typewriter, and stand out on a "
    "page where all others are curled.",
    cure="Type the mark that is meant, such as `’` or `“`.",
)
MIXED_QUOTES = Rule(
    "T003",
    NOTE,
    "Quotations are set in two styles",
    why="A book has one way to open a quotation; a second looks like a slip, or as "
    "if it meant something.",
    cure="Set the few like the many. If they are of another language, name it: "
    "`[words]{lang=fr}`.",
)
MISSPELT = Rule(
    "T004",
    NOTE,
    "A word is in no dictionary",
    why="It may be misspelt. Names inside sentences, abbreviations and words in "
    "italics are not looked up.",
    cure="Mend it; or list it under `spelling: {words: [sazhen, Lovn*]}` in "
    "book.yaml; or name its language, as in `[ne plus ultra]{lang=la}`.",
)
UNBALANCED_QUOTE = Rule(
    "T005",
    NOTE,
    "A quotation mark has no partner",
    why="The reader cannot tell who speaks. A speech of several paragraphs repeats "
    "its mark at the beginning of each; that is understood.",
    cure="Put in the mark that is missing, or take out the one too many.",
)
UNBALANCED_BRACKET = Rule(
    "T006",
    NOTE,
    "A bracket has no partner",
    why="The reader waits for the end of an aside, or wonders where it began.",
    cure="Put in the bracket that is missing, or take out the one too many.",
)
HYPHEN_DASH = Rule(
    "T007",
    NOTE,
    "A hyphen stands where a dash belongs",
    why="A hyphen joins and a dash parts; between pages or years a dash says “to”.",
    cure="Type `--` for a short dash and `---` for a long one; they are set as the "
    "language wants them.",
)
MARK_SPACING = Rule(
    "T008",
    NOTE,
    "Marks and spaces are not as the language has them",
    why="A space before a comma, none behind it, or two marks together are slips of "
    "the hand that survive every spelling check.",
    cure="Put the space in or take it out, or keep the one mark that is meant.",
)
MIXED_NAME = Rule(
    "T009",
    NOTE,
    "A name or word is written in two ways",
    why="Readers take Lovna and Lóvna for two rivers, and the index would list both.",
    cure="Choose one way for the whole book. If they are two names, excuse the place.",
)
HOMOGLYPH = Rule(
    "T010",
    NOTE,
    "A letter of another script looks like the right one",
    why="The page looks right, but no search finds the word, it is read out wrongly "
    "and divided in the wrong place.",
    cure="Type the letter anew with the keyboard of the other letters.",
)
INITIALS = Rule(
    "T011",
    NOTE,
    "Initials are spaced in two ways",
    why="`J.R.R.` in one place and `J. R. R.` in another look like two hands.",
    cure="Choose one way; most houses set a space between initials, and it does not "
    "break.",
)
MIXED_NUMBERS = Rule(
    "T012",
    NOTE,
    "Numbers in figures stand beside numbers in words",
    why="Three boats and 4 horses in one paragraph read as if they were written "
    "in haste. Dates, measures and references keep their figures.",
    cure="Write the small numbers of a paragraph in one way.",
)
NO_ENDING = Rule(
    "T013",
    NOTE,
    "A paragraph ends without a mark",
    why="A full stop is missing, or the end of the sentence is.",
    cure="Look what is missing at the end, and put it in.",
)
NO_DICTIONARY = Rule(
    "T014",
    NOTE,
    "There is no dictionary for a language",
    why="Words in this language are not looked up, so their slips are not found.",
    cure="Have someone who knows the language read them, or set `T014: off` under "
    "`rules` in book.yaml.",
)
UNMARKED_LANGUAGE = Rule(
    "T015",
    NOTE,
    "A passage seems to be in another language",
    why="Without its language it is divided by the wrong rules, read out with the "
    "wrong voice and not looked up in the right dictionary.",
    cure="Name the language: `[ne plus ultra]{lang=la}`, or `::: {lang=fr}` around "
    "paragraphs.",
)
