"""Rules F: fidelity, whether every word of the manuscript is in the book."""

from publisher.rules.rule import ERROR, Rule

LOST_TEXT = Rule(
    "F001",
    ERROR,
    "Words of the manuscript are missing from an output",
    why="They were written and nobody would read them. Every finished file is read "
    "back and compared, letter by letter, so that this cannot happen unseen.",
    cure="Look whether a style sheet hides the passage, as `display: none` does. "
    "If none does, report it: this is a fault of the publisher.",
)
EXTRA_TEXT = Rule(
    "F002",
    ERROR,
    "An output has words that nobody wrote there",
    why="Something is printed twice, or comes from elsewhere.",
    cure='Look whether a style sheet adds words, as `content: "…"` does. If none '
    "does, report it: this is a fault of the publisher.",
)
MOVED_TEXT = Rule(
    "F003",
    ERROR,
    "Words stand in another order than in the manuscript",
    why="A paragraph in the wrong place turns an argument round.",
    cure="Look whether a style sheet moves the passage, as `float` and `order` do. "
    "If none does, report it: this is a fault of the publisher.",
)
STALE_FILE = Rule(
    "F004",
    ERROR,
    "A finished file is not what the manuscript makes",
    why="It was changed after it was built, or the manuscript was: what lies ready to be "
    "sent is another book than the one that was checked.",
    cure="Build again, and send the files of that build. Corrections belong in the "
    "manuscript, never in a finished file.",
)
FINISHED_LOST = Rule(
    "F005",
    ERROR,
    "A finished file is not there",
    why="The files of a book belong together; without one of them the others cannot be "
    "trusted to be of one build.",
    cure="Build again, or name the folder of the finished files with `--out`.",
)
