"""Rules R: resolving, what leads to something else."""

from publisher.rules.rule import ERROR, NOTE, WARNING, Rule

UNKNOWN_LABEL = Rule(
    "R001",
    ERROR,
    "A reference names a label nothing defines",
    why="The reader would be sent to a figure or page that does not exist.",
    cure="Correct the label, or give the thing you mean this one, as in "
    "`{#fig-harbour}`.",
)
LABEL_TWICE = Rule(
    "R002",
    ERROR,
    "A label is defined twice",
    why="A reference to it could lead to either place, and would lead to the wrong "
    "one for some readers.",
    cure="Give one of the two another label, and look which of the references "
    "meant it.",
)
UNCALLED_NOTE = Rule(
    "R003",
    ERROR,
    "A note is never called, so it would not be printed",
    why="Someone wrote it, and no reader would see it. Usually its call was lost "
    "in editing.",
    cure="Put the call back, as in `word[^id]`, or delete the note.",
)
UNDEFINED_NOTE = Rule(
    "R004",
    ERROR,
    "A note is called but not written",
    why="The reader would meet a mark without a note. The ids of notes belong to "
    "their file, so a passage moved to another file loses its notes.",
    cure="Write the note in the same file, as `[^id]: …`, or move it along with "
    "the passage.",
)
UNKNOWN_FILE = Rule(
    "R005",
    ERROR,
    "A link leads to a file that is not in the book",
    why="In the finished book there is no such file to follow the link to.",
    cure="Correct the name, list the file in book.yaml, or link to a label instead.",
)
NOTE_CYCLE = Rule(
    "R006",
    ERROR,
    "Notes call each other in a circle",
    why="Each would have to stand behind the other, so neither could be numbered "
    "or set.",
    cure='Take one of the calls out, or say in words "see note 4" with a reference.',
)
UNKNOWN_VOICE = Rule(
    "R007",
    WARNING,
    "A remark is by someone book.yaml does not know",
    why="The reader would not learn whose words these are.",
    cure="Name the person under `remarks` in book.yaml, or correct the key.",
)
UNKNOWN_VARIABLE = Rule(
    "R008",
    ERROR,
    "A variable is not in book.yaml",
    why="There would be a gap in the sentence.",
    cure="Write the value under `meta` in book.yaml, or correct the name.",
)
UNKNOWN_SOURCE = Rule(
    "R009",
    WARNING,
    "A page mark names an edition book.yaml lacks",
    why="Readers are told page numbers of an edition without being told which.",
    cure="Describe the edition under `source-editions` in book.yaml, or correct `ed=`.",
)
NOT_YET_SET = Rule(
    "R010",
    NOTE,
    "Index, glossary and citations are kept, not yet set",
    why="They are read and kept with their places, so nothing is lost; the pages "
    "made from them come with a later version.",
    cure="There is nothing to do.",
)
SAME_ID = Rule(
    "R011",
    WARNING,
    "Two files use the same id",
    why="It does no harm as long as nothing refers to it. The first reference that "
    "does could lead to either place.",
    cure="Give one of the two its own id, as in `# Heading {#sec-tower-garden}`.",
)
AMBIGUOUS_LABEL = Rule(
    "R012",
    ERROR,
    "A reference could lead to two places",
    why="Some readers would arrive at the wrong one.",
    cure="Give the place you mean a label of its own, or name the file too: "
    "`[](two.md#id)`.",
)
UNKNOWN_KIND = Rule(
    "R013",
    WARNING,
    "A figure's label has a prefix of no known kind",
    why="It is not numbered and is in no list, though its label looks as if it "
    "should be.",
    cure="Begin the label with `fig-`, `map-` or `tbl-`, or declare the kind under "
    "`crossref` in book.yaml.",
)
UNKNOWN_EDITION = Rule(
    "R014",
    ERROR,
    "The edition asked for is not in book.yaml",
    why="Nobody could say what belongs to it and what does not.",
    cure="Name one that is listed under `editions` in book.yaml, or list this one.",
)
NO_WORDS = Rule(
    "R015",
    NOTE,
    "The publisher has no words in the book's language",
    why='"Contents", "Chapter" or "Notes" would stand in English in a book of '
    "another language.",
    cure="Give the words of your language under `words` in book.yaml.",
)
MISPLACED_PREFIX = Rule(
    "R016",
    WARNING,
    "A heading is labelled like a figure or map",
    why="A reference to it reads like one to a map, and the heading looks like one "
    "that lost its picture.",
    cure="Begin the label of a heading with `sec-`, or put the label on the figure "
    "it was meant for.",
)
WRONG_KIND = Rule(
    "R017",
    WARNING,
    "Words name another kind than their reference",
    why="The reader is told to look at a map and finds a figure: the label is "
    "probably the wrong one.",
    cure="Correct the word or the label. `@map-x` writes the word by itself, so "
    "the two cannot differ.",
)
KIND_TWICE = Rule(
    "R018",
    WARNING,
    "Words and their reference name the kind twice",
    why='The book would say "see figure Figure 1".',
    cure="Take the word out, or write `[-@fig-x]` for the number alone.",
)
WRONG_NUMBER = Rule(
    "R019",
    NOTE,
    "Words give another number than their reference",
    why="A number written by hand was right once. Figures have moved since.",
    cure="Write the reference alone, and let it say its number.",
)
UNREFERRED = Rule(
    "R020",
    NOTE,
    "A figure, map or table is never referred to",
    why="The reader is never told when to look at it. Some houses want every "
    "figure referred to, some do not mind.",
    cure="Refer to it where the text speaks of it, as in `@fig-harbour`; or set "
    "the rule off in book.yaml.",
)
PAGE_ORDER = Rule(
    "R021",
    WARNING,
    "Page marks of an earlier edition are out of order",
    why="A mark stands at the wrong place or bears the wrong number, and those who "
    "cite the old pages are led astray.",
    cure="Compare the place with the earlier edition.",
)
PAGE_MISSING = Rule(
    "R022",
    WARNING,
    "A page of an earlier edition is not marked",
    why="A citation of that page cannot be found in the new book. Perhaps a page "
    "of text is missing, too.",
    cure='Set the mark where the page begins, as `[]{.pb n="10"}`; compare the '
    "text around it.",
)
PAGE_TWICE = Rule(
    "R023",
    WARNING,
    "A page of an earlier edition is marked twice",
    why="A citation of that page could mean either place.",
    cure="Compare both places with the earlier edition, and take one out or "
    "correct its number.",
)
RANGE_OPEN = Rule(
    "R024",
    WARNING,
    "An index range is opened and never closed",
    why="The index would say that the subject goes on to the end of the book, or "
    "only name its first page.",
    cure='Write `[]{.index entry="…" range=close}` where the passage ends, with '
    "the same entry.",
)
RANGE_CLOSED = Rule(
    "R025",
    WARNING,
    "An index range is closed and was not opened",
    why="The passage in which the subject is treated would not be in the index.",
    cure="Write `range=open` where it begins, with the same entry in the same words.",
)
BAD_RANGE = Rule(
    "R026",
    WARNING,
    "An index mark has a range that means nothing",
    why="The mark would name one page where a range was meant.",
    cure="Write `range=open` or `range=close`.",
)
INTO_NOTE = Rule(
    "R027",
    NOTE,
    "A reference leads into a note",
    why="Readers of the EPUB see a note only when they open it, so they may arrive "
    "at what is hidden.",
    cure="Refer to the passage that the note belongs to, if that serves the reader "
    "as well.",
)
