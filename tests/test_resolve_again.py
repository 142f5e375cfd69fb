"""What is found of files that were resolved before makes the same book as the files do."""

import tempfile
from dataclasses import fields, is_dataclass
from functools import cache as remembered
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books_by_hand import KINDS, chapter_piece, info, part_piece
from publisher.artifacts import SourceFile
from publisher.bookinfo import Edition, Kind, Role, Series, Voice
from publisher.cache import Cache, Recalling, key
from publisher.keeping import Files, units_of
from publisher.parse import parse
from publisher.resolve import resolve

BLOCKS = [
    "Plain words of a paragraph -- with 'signs' and p. 5.",
    "A call[^1] and another[^1], and of the translator's[^tr-1].",
    "An inline note.^[With *words*, and @sec-two.]",
    "See @sec-one, [see @map-m; @tbl-t], [](#sec-two){.page}, @fig-f and @map-n.",
    "To [a file](two.md), [a place in it](two.md#sec-two), [its words](#mark-1).",
    "A citation [@smith1900] and @Map-m.",
    "[Marked *words*[^1]]{#mark-1} and *[others]{#mark-2}*.",
    "[Marked]{#x-ch-01-2} and [marked]{#c-ch-01-1} and [marked]{#n-ch-02-1}.",
    "[]{.pb n=7} and [entry]{.index} and [word]{.term key=word}.",
    "## The same heading",
    "## One of its own {#sec-own}",
    "## Calls[^1] and *more* {.unlisted}",
    "### Deeper",
    "> Quoted.[^1]\n>\n> ## Inside\n>\n> [Quoted]{#mark-3}",
    "- One.[^2]\n- [Two]{#mark-4}\n\n  Three.",
    '![A map.[^1]](m.svg){#map-m alt="A map."}',
    '![Another.](m.svg){#map-n alt="Another."}',
    '![A figure](m.svg){#fig-f alt="A figure."}',
    '![A plan](m.svg){#plan-p alt="A plan."}',
    "| A | B[^2] |\n|---|---|\n| x | [y]{#mark-5} |\n\n: A table. {#tbl-t}",
    "::: {.remark by=tr}\nA remark.[^2]\n:::",
    "::: {.remark by=nobody}\nA remark.\n:::",
    "::: {.content-visible when-edition=short}\n## For the short one {#sec-short}\n\nCall.[^2]\n:::",
    "::: {.content-visible unless-format=epub}\n## For print {#map-print}\n:::",
    "::: {.letter #letter-1 lang=fr}\n\"Oui : non\" dit-il.[^tr-1]\n:::",
    "| Lines of\n|   verse[^1]\n| [marked]{#mark-6}",
    "Term[^2]\n: Its *meaning*.[^1]\n\n    ## A title in it",
    "{{< meta title >}}, by {{< meta author >}}.",
    "<!-- A comment. -->",
    "```\ncode [^1]\n```",
    "* * *",
]  # fmt: skip
BEGINNINGS = [
    "",
    "# One {#sec-one}",
    "# Two {#sec-two}",
    "# Of many *words*[^1]",
    "# Same",
    "# Uncounted {.unnumbered}",
    "[]{.pb n=3}\n\n<!-- First. -->\n\n# Below {#sec-below}",
    "Words first.\n\n# Below",
]
NOTES = [
    "",
    "[^1]: A note.\n\n[^2]: Of [words]{#mark-7}, and inside[^1].\n\n[^tr-1]: Of T., see @map-m.",
    "[^1]: One.[^2]\n\n    > ## Quoted in it\n\n[^2]: Two.[^1]\n",
    "[^1]: One.\n\n[^tr-1]: T.\n\n[^9]: Never called.[^1]",
]
PATHS = [PurePosixPath(name) for name in ("one.md", "two.md", "part.md", "ch-01-2.md")]
SETTINGS = [
    {},
    {"number_sections": True},
    {"lang": "fr"},
    {"chapter_numbers": "words"},
    {"title": "Another"},
    {"kinds": KINDS | {"plan": Kind("plan", "Plan", "Plans", numbering="chapter")}},
    {"series": {"": Series("", restart="book"), "tr": Series("tr", marks="symbols")}},
    {"series": {"": Series(""), "tr": Series("tr", editions=("short",))}},
    {"voices": {"tr": Voice("tr", "T.", editions=("short",))}},
    {"notes_place": "book"},
    {"words": {"chapter": "Canto"}},
]
EDITIONS = {
    "short": Edition("short", remarks=False),
    "sample": Edition("sample", pieces=1),
    "own": Edition("own", series=("",)),
}

TEXTS = st.tuples(
    st.sampled_from(BEGINNINGS),
    st.lists(st.sampled_from(BLOCKS), max_size=6),
    st.sampled_from(NOTES),
).map(lambda parts: "\n\n".join([parts[0], *parts[1], parts[2]]).strip() + "\n")
EDITS = st.one_of(
    st.tuples(st.sampled_from(PATHS), TEXTS),
    st.tuples(st.sampled_from(PATHS), st.sampled_from(BLOCKS)),
    st.tuples(st.just("settings"), st.sampled_from(SETTINGS)),
    st.tuples(st.just("edition"), st.sampled_from(["", *EDITIONS])),
)


@remembered
def parsed(path, text, kinds):
    """Parse a file, once."""
    return parse(SourceFile(path, text), {}, kinds)[0]


class Chapters(dict):
    """Chapters, of which it is noted which are asked for."""

    def __init__(self, *args):
        super().__init__(*args)
        self.asked = set()

    def __getitem__(self, path):
        self.asked.add(path)
        return super().__getitem__(path)


def book_of(texts, facts):
    """Make the facts of a book of these files, in two parts."""
    one, two, part, last = map(str, PATHS)
    return info(
        chapter_piece(one),
        part_piece("The Part", chapter_piece(two), path=part),
        chapter_piece(last, Role.APPENDIX),
        **{"editions": EDITIONS, "meta": {"author": "A. Quill"}} | facts,
    )


def told(value):
    """Tell all of a value, places too, which are left out when nodes are compared."""
    if is_dataclass(value):
        parts = [told(getattr(value, each.name)) for each in fields(value)]
        return type(value).__name__, *parts
    if isinstance(value, list | tuple):
        return [told(each) for each in value]
    if hasattr(value, "items"):
        return [(name, told(each)) for name, each in value.items()]
    return value


def both(texts, facts, edition, cache):
    """Resolve a book from its files, and from what is kept; say what was asked for."""
    about = book_of(texts, facts)
    chapters = Chapters(
        (path, parsed(path, text, tuple(sorted(about.kinds))))
        for path, text in texts.items()
    )
    kinds = " ".join(sorted(about.kinds))
    names = {path: key(str(path), text, kinds) for path, text in texts.items()}
    known = Files(cache, names)
    anew = resolve(about, dict(chapters), edition)
    again = resolve(about, chapters, edition, known)
    return SimpleNamespace(
        anew=told(anew),
        again=told(again),
        asked=chapters.asked,
        named=dict(by_name(again[0], units_of(again[0], cache, known.became))),
    )


def by_name(book, units):
    """Tell all of each unit and its notes, by its name."""
    for unit in book.units:
        notes = [each for each in book.notes.values() if each.unit == unit.id]
        yield units.names[unit.id], told((unit, notes))


@pytest.fixture(scope="module", params=[Cache, Recalling])
def cache(request):
    """Keep what all these books were made into."""
    with tempfile.TemporaryDirectory() as folder:
        yield request.param(Path(folder))


@settings(max_examples=60, deadline=None)
@given(texts=st.tuples(*[TEXTS] * len(PATHS)), edits=st.lists(EDITS, max_size=6))
def test_a_book_that_is_edited_is_resolved_as_if_nothing_had_been_kept(
    cache, texts, edits
):
    """The same trees, rows, numbers, places and findings, whatever was made before."""
    files, facts, edition = dict(zip(PATHS, texts, strict=True)), {}, ""
    named = {}
    for what, how in (("edition", ""), *edits):
        if what == "settings":
            facts = how
        elif what == "edition":
            edition = how
        elif how in BLOCKS:
            title, gap, rest = files[what].partition("\n\n")
            files[what] = f"{title}{gap}{how}\n\n{rest}"
        else:
            files[what] = how
        cache.turn()
        result = both(files, facts, edition, cache)

        assert result.anew == result.again
        assert result.named == {
            name: named.setdefault(name, unit) for name, unit in result.named.items()
        }


TEXT = {
    PATHS[
        0
    ]: "# One {#sec-one}\n\nWords,[^1] see @sec-two and @map-m.\n\n[^1]: A note.\n",
    PATHS[1]: "# Two {#sec-two}\n\nWords,[^1] see @sec-one.\n\n[^1]: A note.\n",
    PATHS[2]: "# The Part\n\nWords.\n",
    PATHS[3]: '# Last\n\n![A map.](m.svg){#map-m alt="A map."}\n\nSee @map-m.\n',
}


@pytest.mark.parametrize(
    ("new", "asked"),
    [
        ("Words.", {PATHS[3]}),
        ("Words,^[A new note.] see @sec-one.", {PATHS[3]}),
        ("## A new section", {PATHS[3]}),
        ("[Words]{#mark-1}, @map-m and @smith1900.", {PATHS[3]}),
        ("## Two again {#sec-two}", {PATHS[0], PATHS[3]}),
    ],
)
def test_only_files_that_an_edit_concerns_are_asked_for(tmp_path, new, asked):
    """That in which it is, and those that refer to what may be meant by the same label."""
    cache = Cache(tmp_path)

    assert set(PATHS) == both(TEXT, {}, "", cache).asked
    assert set() == both(TEXT, {}, "", cache).asked

    edited = TEXT | {PATHS[3]: f"{TEXT[PATHS[3]]}\n{new}\n"}
    result = both(edited, {}, "", cache)

    assert result.anew == result.again
    assert asked == result.asked


def test_notes_that_are_counted_through_the_book_change_with_one_before_them(tmp_path):
    """The first note of the second file is the second, and then the third."""
    cache, facts = Cache(tmp_path), {"series": {"": Series("", restart="book")}}
    both(TEXT, facts, "", cache)

    more = {PATHS[0]: TEXT[PATHS[0]].replace("Words", "Words^[New.]")}
    result = both(TEXT | more, facts, "", cache)

    assert result.anew == result.again
    assert {PATHS[0], PATHS[1]} == result.asked


def test_a_reference_to_a_number_is_another_where_there_is_no_number_now(tmp_path):
    """It is named by its title then."""
    cache, facts = Cache(tmp_path), {"number_sections": True}
    before = TEXT | {
        PATHS[0]: "# One {#sec-one}\n\nIn [-@sec-own].\n",
        PATHS[1]: "# Two {#sec-two}\n\n## Own {#sec-own}\n",
    }
    both(before, facts, "", cache)

    after = before | {PATHS[1]: before[PATHS[1]].replace("own}", "own .unnumbered}")}
    result = both(after, facts, "", cache)

    assert result.anew == result.again
    assert {PATHS[0], PATHS[1]} == result.asked


def test_a_file_is_resolved_anew_where_another_takes_an_id_it_had(tmp_path):
    """The second call of note 2 of "a" wants the same id as the first of note 2 of "a-2"."""
    cache = Cache(tmp_path)
    one, two = PurePosixPath("a.md"), PurePosixPath("a-2.md")
    about = info(*(chapter_piece(str(each), Role.FRONT_PIECE) for each in (one, two)))
    notes = "[^1]: N.\n\n[^2]: M.\n"
    calls = []
    for first in ("[^1][^2]", "[^1][^2][^2]", "[^1][^2]"):
        texts = {one: f"One.{first}\n\n{notes}", two: f"Two.[^1][^2]\n\n{notes}"}
        names = {path: key(str(path), text) for path, text in texts.items()}
        chapters = {path: parsed(path, text, ()) for path, text in texts.items()}
        anew = resolve(about, chapters)
        again = resolve(about, chapters, "", Files(cache, names))
        calls.append(again[0].notes["n-a-2-2"].calls)

        assert told(anew) == told(again)

    assert calls == [("c-a-2-2",), ("c-a-2-2-2",), ("c-a-2-2",)]
