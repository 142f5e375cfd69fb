"""Suggested edits: put at exactly their place, or not at all, with the reason."""

import random
import re

import pytest

from publisher.load import read_texts
from publisher.proof.corrections import (
    Added,
    Certainty,
    Correction,
    Kind,
    Ledger,
    Place,
    State,
    folder_of,
)
from publisher.proofing.applying import Answer, apply
from small_books import written

TEXT = """# The Ferry {#ferry}

The boat is *very* slow and is worked by the the men of the village[^rope], see
[the light](#light). It costs `two pence`, or 2 * 3 = 6 for a *whole cart*.

| Year | Toll |
|------|------|
| 1801 | two  |

> She said "no" and left.

One word

[^rope]: Of hemp, renewed in spring.
"""


@pytest.fixture
def home(tmp_path):
    """Write a book of two chapters."""
    return written(tmp_path / "manuscript", TEXT, "# The Light {#light}\n\nAt dusk.\n")


def suggestion(text, quote, new, *, nth=0, at=None, name="c-000001", source=None):
    """Make a suggestion for words of a text; `at` puts a caret before or behind them."""
    source = source or quote
    start = [m.start() for m in re.finditer(re.escape(source), text)][nth]
    end = start + len(source)
    if at == "behind":
        start = end
    if at:
        end, quote = start, ""
    places = [
        (text.count("\n", 0, n) + 1, n - text.rfind("\n", 0, n)) for n in (start, end)
    ]
    return Correction(
        name,
        "Anna",
        Kind.DESK,
        replacement=new,
        place=Place("one.md", *places[0], *places[1]),
        quote=quote,
        before=text[max(0, start - 20) : start],
        after=text[end : end + 20],
    )


def applied(home, *corrections, answer=Answer.YES):
    """Apply suggestions, and give the text of the first chapter and what became of them."""
    ledger = Ledger(folder_of(home))
    ledger.append([Added(each) for each in corrections])
    read, _ = read_texts(home)
    result = apply(read, home, ledger, lambda _: answer)
    return (home / "one.md").read_text("utf-8"), result


@pytest.mark.parametrize(
    ("quote", "new", "more", "old_line", "new_line"),
    [
        ("boat", "ship", {}, "The boat is", "The ship is"),
        ("the ", "", {"nth": 0}, "by the the men", "by the men"),
        ("the", "", {"nth": 1}, "by the the men", "by the men"),
        ("very", "", {}, "is *very* slow", "is slow"),
        ("very", "quite", {}, "*very* slow", "*quite* slow"),
        ("slow", "old ", {"at": "before"}, "*very* slow", "*very* old slow"),
        ("boat", "old", {"at": "behind"}, "The boat is", "The boat old is"),
        ("boat", "s", {"at": "behind"}, "The boat is", "The boats is"),
        ("boat", " old", {"at": "behind"}, "The boat is", "The boat old is"),
        ("boat", ",", {"at": "behind"}, "The boat is", "The boat, is"),
        ("boat", "(old) ", {"at": "behind"}, "The boat is", "The boat (old) is"),
        ("boat", " old", {"at": "before"}, "The boat is", "The old boat is"),
        ("boat", "s ", {"at": "behind"}, "The boat is", "The boats is"),
        ("boat", ", ", {"at": "behind"}, "The boat is", "The boat, is"),
        ("left", "soon ", {"at": "behind"}, "and left.", "and left soon."),
        ("boat", "sail", {"at": "before"}, "The boat is", "The sail boat is"),
        ("village", "", {}, "of the village[^rope]", "of the[^rope]"),
        ("the light", "the *lamp*", {}, "[the light](", "[the \\*lamp\\*]("),
        ("two pence", "3 pence", {}, "`two pence`", "`3 pence`"),
        ("two", "a|b", {"nth": 1}, "| two  |", "| a\\|b  |"),
        ("1801", "1802", {}, "| 1801 |", "| 1802 |"),
        ("left", "[left]", {}, "and left.", "and [left]."),
        ("no", "yes", {}, '"no"', '"yes"'),
        ("hemp", "flax", {}, "Of hemp,", "Of flax,"),
        ("Ferry", "Boat", {}, "# The Ferry {", "# The Boat {"),
        ("One", "1.", {}, "\nOne word", "\n1\\. word"),
        ("One", "# A", {}, "\nOne word", "\n\\# A word"),
        ("whole cart", "", {}, "a *whole cart*.", "a."),
        ("boat is", "", {"source": "boat is"}, "The boat is *", "The *"),
    ],
)
def test_an_edit_is_made_at_exactly_its_place(
    home, quote, new, more, old_line, new_line
):
    """Spaces go and come with the words, and what looks like markup is none."""
    text, result = applied(home, suggestion(TEXT, quote, new, **more))

    assert [] == [reason for _, reason in result.refused]
    assert TEXT.replace(old_line, new_line) == text


@pytest.mark.parametrize(
    ("source", "quote", "new", "reason"),
    [
        ("is *very* slow", "is very slow", "is fast", "markup between the words"),
        ("slow and", "quick and", "fast and", "other words stand there now"),
        ("One word", "One word", "", "nothing would be left"),
        ("#ferry", "#ferry", "#x", "markup"),
        ("[^rope], see", ", see", "!", "other words|markup"),
    ],
)
def test_what_cannot_be_done_is_said(home, source, quote, new, reason):
    """The file stays as it is, and the suggestion open."""
    text, result = applied(home, suggestion(TEXT, quote, new, source=source))

    ((_, told),) = result.refused
    assert re.search(reason, told), told
    assert text == TEXT
    assert not (folder_of(home) / "backup").exists()
    assert State.OPEN is Ledger(folder_of(home)).read().rows[0].state


def test_applied_twice_changes_nothing(home):
    """What is done is done; and what the text says already counts as done."""
    made = suggestion(TEXT, "boat", "ship")
    caret = suggestion(TEXT, "slow", "old", at="before", name="c-000002")
    text, _ = applied(home, made, caret)
    again, result = applied(home)

    assert (text, [], []) == (again, result.done, result.refused)
    ledger = Ledger(folder_of(home))
    assert {State.DONE} == {each.state for each in ledger.read().rows}

    same = [
        suggestion(TEXT, "boat", "ship", name="c-000003"),
        suggestion(text, "old", "old", at="before", name="c-000004"),
    ]
    assert text.startswith("# The Ferry {#ferry}\n\nThe ship is *very* old slow")
    text, result = applied(home, same[0])
    assert (again, ["c-000003"]) == (text, [each.id for each in result.already])


def test_the_file_is_kept_as_it_was(home):
    """A copy with its bytes, in a folder of its own."""
    applied(home, suggestion(TEXT, "boat", "ship"))

    (copy,) = (folder_of(home) / "backup").rglob("one.md")
    assert TEXT == copy.read_text("utf-8")


def test_line_ends_and_marks_of_a_file_stay(home):
    """Windows ends, and a byte order mark."""
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    (home / "one.md").write_bytes(data)

    applied(home, suggestion(TEXT, "boat", "ship"))

    assert data.replace(b"boat", b"ship") == (home / "one.md").read_bytes()


@pytest.mark.parametrize("data", [b"a\r\nb\n", b"a \x01 b", b"\xff\xfe"])
def test_files_that_could_not_be_kept_whole_are_left_alone(home, data):
    """Mixed line ends, control characters, other encodings."""
    (home / "one.md").write_bytes(TEXT.encode() + data)

    _, result = _bytes_applied(home, suggestion(TEXT, "boat", "ship"))

    assert TEXT.encode() + data == (home / "one.md").read_bytes()
    assert "left alone" in result.refused[0][1] or "no text" in result.refused[0][1]


def _bytes_applied(home, correction):
    ledger = Ledger(folder_of(home))
    ledger.append([Added(correction)])
    read, _ = read_texts(home)
    return None, apply(read, home, ledger, lambda _: Answer.YES)


def test_two_readers_of_the_same_words(home):
    """The same wish is done with the first; another one is for a person to decide."""
    text, result = applied(
        home,
        suggestion(TEXT, "boat", "ship", name="c-000001"),
        suggestion(TEXT, "boat", "ship", name="c-000002"),
        suggestion(TEXT, "boat", "barge", name="c-000003"),
    )

    assert "The ship is" in text
    assert ["c-000002"] == [each.id for each in result.already]
    assert [("c-000003", "c-000001 has changed the text here")] == [
        (each.id, reason) for each, reason in result.refused
    ]


def test_answers_are_followed(home):
    """No leaves it open, stop leaves all others, all asks no more."""
    asked = []
    boat = suggestion(TEXT, "boat", "ship", name="c-000001")
    slow = suggestion(TEXT, "slow", "fast", name="c-000002")
    ledger = Ledger(folder_of(home))
    ledger.append([Added(boat), Added(slow)])
    read, _ = read_texts(home)

    def say(answer):
        def ask(change):
            asked.append((change.before, change.after, change.old, change.new))
            return answer

        return apply(read, home, ledger, ask)

    assert 2 == len(say(Answer.NO).left)
    assert 1 == len({*asked}) - 1
    asked.clear()
    assert 2 == len(say(Answer.STOP).left)
    assert 1 == len(asked)
    asked.clear()
    assert 2 == len(say(Answer.ALL).done)
    ((before, after, old, new),) = asked
    assert ("boat", "ship") == (before[slice(*old)], after[slice(*new)])


def test_uncertain_places_are_not_touched(home):
    """The reader may have meant other words."""
    unsure = suggestion(TEXT, "boat", "ship")
    changed = Correction(
        "c-000002", "Anna", Kind.DESK, replacement="x", place=unsure.place, quote="boat",
        certainty=Certainty.UNSURE, doubt="the same words stand in more than one place",
    )  # fmt: skip

    text, result = applied(home, changed)

    assert text == TEXT
    assert "more than one place" in result.refused[0][1]


def test_nothing_outside_the_book_is_edited(home):
    """Whatever a journal says."""
    for path in ("../outside.md", "/etc/passwd", "book.yaml", "unused.md"):
        (home / "unused.md").write_text("boat", "utf-8")
        place = Place(path, 1, 1, 1, 5)
        made = Correction(
            "c-1", "A", Kind.DESK, replacement="x", place=place, quote="boat"
        )
        _, result = applied(home, made)
        assert "is no text of the book" in result.refused[0][1]


def test_two_readers_at_the_same_point(home):
    """Their words are put in once where they are the same."""
    text, result = applied(
        home,
        suggestion(TEXT, "slow", "old ", at="before", name="c-000001"),
        suggestion(TEXT, "slow", "old", at="before", name="c-000002"),
        suggestion(TEXT, "slow", "grey", at="before", name="c-000003"),
    )

    assert "*very* old slow" in text
    assert (1, 1, 1) == (len(result.done), len(result.already), len(result.refused))


def test_a_hundred_edits_come_to_the_intended_text(tmp_path):
    """Words come, go and change all over a text, and other marks move along."""
    rng = random.Random(7)
    words = [f"word{n}" for n in range(300)]
    source = "# One\n\n" + "\n\n".join(
        " ".join(
            f"*{w}*" if rng.random() < 0.1 else w for w in words[n : n + 20]
        )
        for n in range(0, 300, 20)
    ) + "\n"  # fmt: skip
    home = written(tmp_path / "manuscript", source)
    chosen = sorted(rng.sample(range(300), 110))
    edits, intended = [], source
    for count, n in enumerate(chosen[:100]):
        way = ("replace", "strike", "before", "behind")[count % 4]
        made, intended = _edit(source, intended, words[n], way, f"c-{n:06}")
        edits.append(made)
    others = [
        suggestion(source, words[n], None, name=f"c-{n:06}") for n in chosen[100:]
    ]

    text, result = applied(home, *edits, *others)

    assert [] == result.refused
    assert 100 == len(result.done)
    assert intended == text
    lines = text.split("\n")
    rows = Ledger(folder_of(home)).read()
    for n in chosen[100:]:
        at = rows.get(f"c-{n:06}").place
        assert words[n] == lines[at.line - 1][at.column - 1 : at.end_column - 1]


def _edit(source, intended, word, way, name):
    """Make one suggestion, and make it in the intended text by other means."""
    marked = rf"(\*?)\b{word}\b(\*?)"
    match way:
        case "replace":
            made = suggestion(source, word, f"new{word}", name=name)
            changed = re.sub(rf"\b{word}\b", f"new{word}", intended)
        case "strike":
            made = suggestion(source, word, "", name=name)
            changed = re.sub(rf"{marked} |(?<=[^\n]) {marked}(?=\n)", "", intended)
        case "before":
            made = suggestion(source, word, "more ", at="before", name=name)
            changed = re.sub(rf"\b{word}\b", f"more {word}", intended)
        case "behind":
            made = suggestion(source, word, " more", at="behind", name=name)
            changed = re.sub(rf"\b{word}\b", f"{word} more", intended)
    return made, changed
