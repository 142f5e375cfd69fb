"""Settings that were not the last are kept, too: galleys, and pages before a figure drifts."""

import pickle
from dataclasses import replace

import pytest

from print_sample import ASSETS, LINE, fonts, noted, small_book, text, unit
from publisher.layout.drifting import AHEAD
from publisher.layout.inside.savings import kept_pages
from publisher.layout.setting import Entry, Job
from publisher.layout.works import open_works

ENTRY = Entry("recto", 100)


@pytest.fixture
def works():
    """Open the works of a book on small pages."""
    return opened()


def opened():
    """Open them anew, with nothing remembered."""
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    return open_works(small_book(), ASSETS, files)


@pytest.fixture
def made(monkeypatch):
    """List the numbers of pages that are set, not taken over."""
    numbers = []
    make = kept_pages._make_page
    monkeypatch.setattr(
        kept_pages, "_make_page", lambda *args: numbers.append(args[4]) or make(*args)
    )
    return numbers


def annotated(word="", more="", notes=12):
    """Make a unit of paragraphs with long notes; a word in a paragraph, one in a note."""
    return unit(
        "".join(
            text(
                4,
                10 + n,
                f" {word if n == notes // 2 else ''} end"
                + noted(
                    f"Note {n}. {more if n == 3 else ''} " + LINE * 12, f"n{n}", 90 + n
                ),
            )
            for n in range(notes)
        )
    )


def illustrated(word="", lines=14):
    """Make a unit whose figure leaves a hole if it stands where it is written."""
    picture = '<img src="asset:images/a.svg" alt="" style="height: 100pt"/>'
    return unit(
        text(lines, 10)
        + f'<figure id="f" class="figure" data-at="a.md:40:1"><div>{picture}</div></figure>'
        + "".join(
            text(5 + n % 3, 50 + n, f" {word if n == 20 else ''} {n}")
            for n in range(30)
        )
    )


def again(works, before, job):
    """Set a unit by what is kept of it; it must be as it would have been at once."""
    kept = pickle.loads(pickle.dumps(before.plates))
    found = works.perform(job, kept)
    alone = opened().perform(job)
    assert found.setting == alone.setting
    assert found.pages == alone.pages
    return found


def test_a_galley_that_is_the_same_is_not_set_again(works, made):
    """Its lines are known: of a chapter with a changed word few pages are set."""
    before = works.perform(Job(annotated(), ENTRY))
    pages = len(before.setting.map.pages)
    galley = len(made) - pages
    made.clear()
    works.perform(Job(annotated("sea"), ENTRY), before.plates)

    assert 1 not in made
    assert len(made) < galley // 2


def test_of_a_galley_with_another_word_a_page_or_two_are_set(works, made):
    """The other pages show what they showed."""
    before = works.perform(Job(annotated(), ENTRY))
    galley = len(made) - len(before.setting.map.pages)
    made.clear()
    works.perform(Job(annotated(more="sea"), ENTRY), before.plates)

    assert 1 not in made
    assert len(made) < galley


def test_words_in_long_notes_are_set_as_they_would_have_been_at_once(works):
    """Edit after edit, what is kept of a galley is that of the last one."""
    job = Job(annotated(), ENTRY)
    made = works.perform(job)
    for word, more in (("", "sea"), ("sea", "sea"), ("sea", "river " * 40), ("", "")):
        made = again(works, made, Job(annotated(word, more), ENTRY))


def test_pages_before_a_figure_drifts_are_known_when_it_drifts_again(works, made):
    """They are never drawn, and not set either."""
    before = works.perform(Job(illustrated(), ENTRY))
    pages = len(before.setting.map.pages)
    first = len(made)
    made.clear()
    works.perform(Job(illustrated("sea"), ENTRY), before.plates)

    assert "drifted" in before.setting.html
    assert first > 2 * pages
    assert len(made) < pages // 2 + AHEAD


def test_a_drifting_figure_comes_to_stand_where_it_would_have_at_once(works):
    """Whether it still drifts after an edit, or not."""
    made = works.perform(Job(illustrated(), ENTRY))
    for word, lines in (("sea", 14), ("sea", 18), ("river", 14), ("river", 7)):
        made = again(works, made, Job(illustrated(word, lines), ENTRY))


def test_pages_that_were_never_drawn_are_set_when_they_are_wanted(works, made):
    """What stood in for them is in no file."""
    before = works.perform(Job(annotated(notes=6), ENTRY))
    last = before.plates.last
    bare = {
        n: replace(e, page=replace(e.page, parts=None)) for n, e in last.kept.items()
    }
    kept = replace(before.plates, last=replace(last, kept=bare))
    made.clear()
    found = works.perform(Job(annotated("sea", notes=6), ENTRY), kept)
    set_after_all = len(made)

    alone = opened().perform(Job(annotated("sea", notes=6), ENTRY))
    assert set_after_all > len(bare) > 2
    assert found.setting == alone.setting
    assert found.pages == alone.pages
