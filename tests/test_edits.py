"""A unit set again after an edit: quicker, and no page is another for it."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from print_sample import ASSETS, fonts, noted, small_book, text, unit
from publisher.layout.inside.savings import kept_pages
from publisher.layout.setting import Entry, Job
from publisher.layout.works import DOCUMENTS, open_works

edits = st.lists(
    st.tuples(
        st.integers(0, 23),  # which paragraph, or its note
        st.sampled_from(["note", "text"]),
        st.sampled_from(["", "sea", "an incomprehensibly long word", "river " * 20]),
    ),
    min_size=1,
    max_size=3,
)


def edited(words):
    """Make a unit of paragraphs and notes, some words of which are given."""
    return unit(
        "".join(
            text(
                n % 5 + 3,
                10 + n,
                f" {words.get((n, 'text'), '')} end"
                + noted(f"Note {n}. {words.get((n, 'note'), '')}", f"n{n}", 90 + n),
            )
            for n in range(24)
        )
        + '<h2 id="far" data-at="a.md:70:1">Far</h2>'
    )


@given(edits)
@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_an_edited_unit_has_the_pages_it_would_have_had_at_once(changes):
    """Pages of the unit as it was before are taken over where they are the same."""
    files = {name: each for name, each in fonts().items() if "EBGaramond" in name}
    words = {}
    lasting = open_works(small_book(), ASSETS, files, lasting=True)
    lasting.perform(Job(edited(words), Entry("recto", 100)))
    for paragraph, place, said in changes:
        words[paragraph, place] = said
        job = Job(edited(words), Entry("recto", 100))

        kept = lasting.perform(job)

        remembered = kept_pages._sessions[:]
        kept_pages._sessions.clear()
        assert kept == open_works(small_book(), ASSETS, files).perform(job)
        kept_pages.hold(DOCUMENTS)
        kept_pages._sessions[:] = remembered


def test_a_changed_word_has_a_page_or_two_set_anew(monkeypatch):
    """All others are those of the unit as it was."""
    made = []
    make = kept_pages._make_page
    lasting = open_works(small_book(), ASSETS, fonts(), lasting=True)
    monkeypatch.setattr(
        kept_pages, "_make_page", lambda *args: made.append(0) or make(*args)
    )
    before, _ = lasting.perform(Job(edited({}), Entry("recto", 100)))
    first = len(made)
    lasting.perform(Job(edited({(12, "text"): "sea"}), Entry("recto", 100)))

    assert first >= len(before.map.pages) > 7
    assert len(made) - first <= 4
