"""The rules of prose: what they find, what they leave alone, and where they point."""

import pytest

from publisher import pipeline, printout
from publisher.diagnostics import Severity
from small_books import checked, codes, written


def said(tmp_path, text, lang="en-GB", family="T", **options):
    """Check a book of one paragraph or more; give the codes of its prose notes."""
    outcome = checked(tmp_path, f"# 1\n\n{text}\n", lang=lang, **options)
    return [each.partition(":")[0] for each in codes(outcome, family)]


CASES = [
    # doubled words
    ("en-GB", "He went to the the river.", ["T001"]),
    ("en-GB", "He went to *the*\nthe river.", ["T001"]),
    ("en-GB", "He went to the[^1] the river.\n\n[^1]: Slowly.", ["T001"]),
    ("en-GB", "The more he had had, the better. I know that that is so.", []),
    ("en-GB", "He said so, so he went. New York, New York.", []),
    ("en-GB", "| Never more, never\n| never more again.", []),
    ("ru", "Он пошёл к к реке.", ["T001"]),
    ("ru", "Он еле еле дошёл до реки.", []),
    ("de", "Das ist das, was die die Leute sagen. Er ging in in das Haus.", ["T001"]),
    (
        "en-GB",
        "[Tap the]{.content-visible when-format=epub}"
        "[the]{.content-visible unless-format=epub} map is here.",
        [],
    ),
    ("en-GB", "A rough double *r* *r*, see l. c c. 5. It was a a mistake.", ["T001"]),
    ("fr", "Il y y a du pain. La lettre *r* *r*.", ["T001"]),
    # quotation marks
    ("en-GB", "He said ``fine.", ["T002", "T002"]),
    ("en-GB", "\"Where are you?\" he said. 'Here,' said the boys' father.", []),
    ("en-GB", '"Where are you? he said.', ["T005"]),
    ("en-GB", "Where are you?” he said.", ["T005"]),
    ("en-GB", "“He came in.\n\n“He sat down.\n\n“He left,” she said.", []),
    ("en-GB", "“He came in:\n\n> the letter said so.\n\nand left,” she said.", []),
    ("en-GB", "“He came in.\n\nHe sat down.\n\nHe left,” she said.", []),
    (
        "en-GB",
        "“Such is my fate, as:\n\n> ‘One touch makes us akin.’ ”\n\nSo it is.",
        [],
    ),
    ("en-GB", "“She sang:\n\n| One touch\n| makes all worlds akin.”\n\nSo it is.", []),
    ("en-GB", "> “He came in.\n\nAnd he said “no”. He left.", ["T005"]),
    (
        "en-GB",
        "| Of | The |\n|----|-----|\n| 2 | the Danes |\n| 5 | ” |\n| ” Greeks | „ |",
        [],
    ),
    ("en-GB", "“He came in.\n\n“He” sat down.\n\nHe left, she said.", []),
    ("en-GB", "“He came in.\n\nHe was “here”.\n\nHe left.", ["T005"]),
    ("fr", "« Il est venu.\n\n« Il est parti », dit-elle.", []),
    ("es", "«Ha venido.\n\n»Se ha ido», dijo ella.", []),
    ("ru", "«Он „пришёл“ и ушёл», — сказала она.", []),
    ("ru", "«Он пришёл и ушёл, — сказала она.", ["T005"]),
    ("de", "„Er kam“, sagte sie. „Er ging.“", []),
    ("sv", "”Han kom”, sade hon. ”Han gick.”", []),
    # brackets
    ("en-GB", "He came (late and went.", ["T006"]),
    ("en-GB", "He came late) and went.", ["T006"]),
    ("en-GB", "He came for a) the lamp, b) the oil; 1) was late.", []),
    ("en-GB", "He came (late.\n\nAnd went early.) He slept.", []),
    ("da", "„I morgen bliver det storm,“ sagde han.", []),
    # dashes
    ("en-GB", "The pilot - an old man -- came.", ["T007"]),
    ("en-GB", "It was built in 1871-1872 on pages 12-15.", ["T007", "T007"]),
    ("en-GB", "Call 555-12-34, or see ISBN 978-3-16-148410-0 and 2020-01-05.", []),
    ("en-GB", "A two- or three-storey house; a well-known man.", []),
    ("ru", "Река - это дорога.", ["T007"]),
    # spaces
    ("en-GB", "He came , and went.", ["T008"]),
    ("en-GB", "He came,and went.", ["T008"]),
    ("en-GB", "He came.Then he went.", ["T008"]),
    ("en-GB", "He came ( late ) and went.", ["T008", "T008"]),
    ("en-GB", "He came,, and went..", ["T008", "T008"]),
    ("en-GB", "He waited . . . and went. See www.example.org for it.", []),
    ("fr", "Où est-il ? Il est là ; je le vois : là !", []),
    ("fr", "Où est-il ? Il est là , je le vois .", ["T008", "T008"]),
    ("ru", "Где он ? Вот он.", ["T008"]),
    ("ru", "Где он?.. Вот он!..", []),
    # numbers
    ("en-GB", "He had three boats and 4 horses.", ["T012"]),
    ("en-GB", "He had three boats on 4 May at 5 o'clock, on p. 6, 7 km away.", []),
    ("en-GB", "He had three boats and 12 horses.", []),
    ("en-GB", "He had eleven boats and 12 horses.", ["T012"]),
    (
        "en-GB",
        "Two such paces: 7 stadia = 12 feet. It is 9 miles long and 3 broad.",
        [],
    ),
    ("ru", "У него было три лодки и 4 лошади.", ["T012"]),
    # endings
    (
        "en-GB",
        "He came down the river when the lamp was lit and then he went home",
        ["T013"],
    ),
    ("en-GB", "A short line of words", []),
    (
        "en-GB",
        "He came down the river when the lamp was lit, and then he said to us\n\n"
        "> Good night, all of you.",
        [],
    ),
    # scripts
    ("en-GB", "The bоat was old.", ["T010"]),
    ("ru", "Старая лодкa плыла.", ["T010"]),
    ("ru", "Он плыл c ней в XX веке по тексту H2O.", ["T010"]),
    ("en-GB", "The α-particle and the Δt of it.", []),
    # initials
    ("en-GB", "J. R. Pilot met A.B. Keeper.", ["T011"]),
    ("en-GB", "J.R. Pilot met A.B. Keeper in A.D. 900. N.B. He left.", []),
    ("en-GB", "It was J.Pilot who met him.", ["T011"]),
    # spelling
    ("en-GB", "He never recieved the letter.", ["T004"]),
    ("en-GB", "The colour of the 2^nd^ boat, d'you see; it's the boys' own.", []),
    ("en-US", "The color of the boat.", []),
    ("en-US", "The colour of the boat.", ["T004"]),
    ("en", "The color of the colour.", []),
    ("ru", "Он получил песьмо, а её нет.", ["T004"]),
    ("ru", "Вода́ течёт.", []),
    ("de", "Er hat den Breif nicht bekommen.", ["T004"]),
    (
        "fr",
        "Il n'a pas reçu la lettre, car l'homme étais partit de lantement.",
        ["T004"],
    ),
    ("en-GB", "Planless and undescribed lay the fawnlike cicadae.", []),
    ("he", "בְּרֵאשִׁ֖ית הָיָה אִישׁ.", []),
    ("he", 'הוא אמר: "רש"י" (עמ\' 5).', []),
    ("ar", "قال: \"هذا 'النهر' كبير\".", []),
    ("ru", "Вода течёт, см. <https://example.org/path>.", []),
    ("en-GB", "He said [bonjour]{lang=fr} and [bonjuor]{lang=fr} to all.", ["T004"]),
    ("en-GB", "The ship *sazhen* was there.", []),
    ("en-GB", "We spoke with Verkhnyat about it. He met Sychkov.", []),
    ("la", "Arma virumque cano Troiae.", ["T014"]),
    ("lt", "Senas žvejys sėdėjo ant krantinės krašto.", ["T014"]),
    ("en-GB", "He said: timeo danaos ferentes semper, and left.", ["T015"]),
]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    CASES,
    ids=[f"{lang} {text[:50]}" for lang, text, _ in CASES],
)
def test_prose_is_read_as_a_proofreader_would(tmp_path, lang, text, expected):
    """Slips are found, habits of a language are not."""
    assert said(tmp_path, text, lang) == expected


NAMES = [
    ("en-GB", "Lovna", "Lóvna", True),
    ("en-GB", "Uspallata", "Upsallata", True),
    ("en-GB", "MacDonald", "Macdonald", True),
    ("en-GB", "Marco-Polo", "Marco Polo", True),
    ("en-GB", "Diemen", "Dieman", True),
    ("en-GB", "Africa", "Arica", False),
    ("en-GB", "Goth", "Goths", False),
    ("ru", "Фёдор", "Федор", True),
    ("ru", "Ловна", "Ловну", False),
]


@pytest.mark.parametrize(
    ("lang", "usual", "rare", "told"), NAMES, ids=[f"{n[1]}, {n[2]}" for n in NAMES]
)
def test_a_name_in_two_ways_is_found(tmp_path, lang, usual, rare, told):
    """The rarer way is told once; another name, or another case of one, is not."""
    word = "к" if lang == "ru" else "to"
    text = "\n\n".join(f"go {word} {name} now." for name in [usual] * 9 + [rare])
    found = said(tmp_path, text, lang)

    assert found.count("T009") == told


def test_compounds_with_and_without_a_hyphen_are_found(tmp_path):
    """To-day and today are one word, and one of them is rare."""
    text = "He came to-day. Today is today; and today he goes, today or never."

    assert "T009" in said(tmp_path, text)


PLACES = [
    "Say \\* and the the river.",
    '"So," he said, "the the river."',
    "&eacute; is *a letter* -- the the river.",
    "A note[^1] and the the river.\n\n[^1]: Words.",
    "- item with the the river.",
    "> quoted: the the river.",
    "Wait... <!-- hm --> the the river.",
    "[One]{lang=fr} and [the the]{.ship} river.",
    "It is 5\\ km to the the river.",
]


@pytest.mark.parametrize("text", PLACES)
def test_a_finding_points_to_the_very_column(tmp_path, text):
    """Through escapes, entities, quotes that were curled, notes and comments."""
    outcome = checked(tmp_path, f"# One\n\n{text}\n")
    spans = [each.span for each in outcome.found if each.code == "T001"]
    column = text.index("the the") + len("the ") + 1

    assert [(span.line, span.column, span.length) for span in spans] == [(3, column, 3)]


def test_french_spaces_that_the_typographer_puts_in_move_no_place(tmp_path):
    """The place is that of the source, where those spaces are not."""
    text = "# Un\n\nAh! Oui; non! et le le chat.\n"
    outcome = checked(tmp_path, text, lang="fr")
    spans = [each.span for each in outcome.found if each.code == "T001"]

    assert [span.column for span in spans] == [text.split("\n")[2].index("le chat") + 1]


def test_the_books_own_words_are_right(tmp_path):
    """Words in book.yaml, in a list, in the index and of people are not looked up."""
    more = (
        "author: Pavel Luginski\nspelling: {words: [sazhen, Perek*], lists: [w.txt]}\n"
    )
    text = "A sazhen, a Perekat; luginski; the [strezhen]{.index}; a verstak."
    files = {"w.txt": b"# ours\nverstak # a bench\n"}

    assert said(tmp_path, text, more=more, files=files) == ["T004"]  # luginski


def test_a_missing_word_list_is_an_error(tmp_path):
    """The place is that in book.yaml."""
    outcome = checked(
        tmp_path, "# One\n\nWords.\n", more="spelling: {lists: [no.txt]}\n"
    )

    assert codes(outcome, "L") == ["L006:book.yaml:4"]


def test_a_misspelling_is_told_once_with_its_places(tmp_path):
    """And a word used often is told together with its like."""
    rare = "# One\n\nHe recieved it.\n\nShe recieved it.\n"
    often = "# One\n\n" + "He grontledly went. She vonked.\n\n" * 5
    twice = checked(tmp_path / "a", rare).found
    many = checked(tmp_path / "b", often).found

    assert [each.message for each in twice] == [
        '"recieved" is in no dictionary (2 places)'
    ]
    assert "one.md:5:5" in twice[0].hint
    assert 'did you mean "received"' in twice[0].hint
    assert [each.message for each in many] == [
        "words used often are in no dictionary: grontledly (5), vonked (5)"
    ]


def test_prose_notes_are_notes_and_can_be_weighed_and_excused(tmp_path):
    """Each can be set off, made an error, or excused where it stands."""
    excuse = "<!-- publisher: allow T001, he stammers -->"
    text = f"# One\n\n{excuse}\n\nThe the start.\n\nThe the end.\n"
    note = checked(tmp_path / "a", text)
    off = checked(tmp_path / "b", text, more="rules: {T001: off}\n")
    error = checked(
        tmp_path / "c", "# One\n\nThe the end.\n", more="rules: {T001: error}\n"
    )

    assert codes(note) == ["T001:one.md:7"]
    assert [each.severity for each in note.found] == [Severity.NOTE]
    assert codes(off) == []
    assert error.failed(strict=False)


def test_a_line_with_an_error_is_not_read_as_prose(tmp_path):
    """What an unknown variable leaves behind is no slip of its own."""
    assert codes(checked(tmp_path, "# One\n\nBy {{< meta nobody >}} .\n")) == [
        "R008:one.md:3"
    ]


SLIPS = """# {title}

The the keeper, J. R. R. Reed , lit 4 of five lamps--and J.R.R. Reed the re-light.
He relit it, relight, relight, relight; relight. The Ostrovik.The  end of Ostrovic[^n].

Ostrovik, of Ostrovik, in Ostrovik, the Ostrovik of Ostrovik, so Ostrovik.

[^n]: The note note, by A.B. Reed , and 3 of three 'things.
"""
EDITS = {
    "a word": ("Ostrovic[", "Ostrovik["),
    "a line above": ("The the", "New.\n\nThe the"),
    "a sign of two": ("the re-light", "the relight"),
    "initials": ("J. R. R. ", "J.R.R. "),
    "a note": ("note note", "note"),
    "a heading": ("# Two", "# Too too"),
}


@pytest.fixture(scope="module")
def read_before(tmp_path_factory):
    """Read the book of slips before it is edited; give its cache."""
    from publisher.cache import Cache

    folder = tmp_path_factory.mktemp("slips")
    cache = Cache(folder / "cache")
    pipeline.check(book_of_slips(folder), cache=cache)
    return cache


def book_of_slips(folder):
    home = written(folder / "book", SLIPS.format(title="One"))
    (home / "two.md").write_text(SLIPS.format(title="Two"), "utf-8")
    info = (home / "book.yaml").read_text("utf-8")
    (home / "book.yaml").write_text(
        info.replace("[one.md]", "[one.md, two.md]"), "utf-8"
    )
    return home


@pytest.mark.parametrize("edit", EDITS)
def test_what_was_seen_in_other_chapters_is_added_up(edit, read_before, tmp_path):
    """An edited book is told as if none of its chapters had been read before."""
    home = book_of_slips(tmp_path)
    path, (old, new) = home / "two.md", EDITS[edit]
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")

    anew = pipeline.check(home).found

    assert text != path.read_text("utf-8")
    assert len({each.code for each in anew}) > 4
    assert {each.span.path.name for each in anew} == {"one.md", "two.md"}
    assert pipeline.check(home, cache=read_before).found == anew


def test_prose_that_has_not_changed_is_not_read_again(tmp_path, monkeypatch):
    """The same book tells the same; another word is read anew."""
    from publisher.cache import Cache
    from publisher.proof.prose import kept

    read = []
    real = kept.prose_notes
    monkeypatch.setattr(
        kept, "prose_notes", lambda *parts: read.append(1) or real(*parts)
    )
    cache = Cache(tmp_path / "cache")
    home = written(tmp_path / "book", "# One\n\nThe the end.\n")
    first = pipeline.check(home, cache=cache)
    again = pipeline.check(home, cache=cache)
    (home / "one.md").write_text("# One\n\nThe end.\n", "utf-8")
    fresh = pipeline.check(home, cache=cache)

    assert [each.headline for each in first.found] == [
        each.headline for each in again.found
    ]
    assert (codes(first), codes(fresh), len(read)) == (["T001:one.md:3"], [], 2)


def test_an_edit_asks_dictionaries_for_its_own_words_alone(tmp_path, monkeypatch):
    """What they said of the book before is known to the next run."""
    from publisher.cache import Cache
    from publisher.proof.prose import dictionaries

    asked = []
    real = dictionaries._spell
    monkeypatch.setattr(
        dictionaries,
        "_spell",
        lambda book, word: asked.append(word) or real(book, word),
    )
    cache = Cache(tmp_path / "cache")
    home = written(tmp_path / "book", "# One\n\nThe river ran past the mill.\n")
    edits = (
        "The river ran past the mill.",
        "The river ran past the weirr.",
        "The weirr ran past the river.",
    )
    for words in edits:
        asked.clear()
        monkeypatch.setattr(dictionaries, "_CHOSEN", {})  # as in another process
        (home / "one.md").write_text(f"# One\n\n{words}\n", "utf-8")
        found = pipeline.check(home, cache=cache)
        if words == edits[1]:
            assert {"river", "mill"}.isdisjoint(asked)
            assert {"weirr", "weir"} <= set(asked)
    assert asked == []  # nor for what is near to a word that stays
    assert 'did you mean "weir"' in found.found[0].hint
    assert ["T004:one.md:3"] == codes(found)
    assert all("_books" not in each.__dict__ for each in dictionaries.asked().values())


def test_a_build_counts_the_notes_on_prose_and_a_check_shows_them(tmp_path, capsys):
    """Who makes a book is told how many there are, and where to see them."""
    home = written(tmp_path, "# One\n\nThe the end.\n\n##\n\nWords.\n")
    outcome = pipeline.check(home)
    printout.finish(outcome, home, "text", strict=False, prose=False)
    built = capsys.readouterr().out
    printout.finish(outcome, home, "text", strict=False)
    shown = capsys.readouterr().out

    assert "T001" not in built
    assert "C015" in built
    assert built.endswith("1 of them are notes on the prose: check shows them\n")
    assert "T001" in shown
