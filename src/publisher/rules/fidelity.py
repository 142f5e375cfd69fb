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
