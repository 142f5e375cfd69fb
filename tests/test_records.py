"""A build that needs not be made again is not; one whose files have changed is."""

from clean_book import copy_of_clean
from publisher import pipeline, records
from publisher.artifacts import Evenness
from publisher.cache import Cache
from publisher.means import Means
from publisher.printout import as_figures

ORDER = pipeline.Order(formats=frozenset({pipeline.EPUB}), judged=False)


def built(home, cache):
    """Build the EPUB; give its bytes, and what was said on the way."""
    said = []
    out = home.parent / "dist"
    pipeline.build(home, out, Means(cache=cache), ORDER, say=said.append)
    (epub,) = out.glob("*.epub")
    return epub.read_bytes(), said


def test_the_same_book_is_not_made_again_and_styles_beside_it_count(tmp_path):
    """The book's own styles may stand in a folder beside the manuscript."""
    home, cache = copy_of_clean(tmp_path), Cache(tmp_path / "cache")
    first, said = built(home, cache)
    again, nothing = built(home, cache)
    styles = tmp_path / "styles"
    styles.mkdir()
    (styles / "epub.css").write_text("h1 { color: #123456 }", "utf-8")
    other, anew = built(home, cache)

    assert said
    assert [] == nothing
    assert anew
    assert first == again != other


def test_how_lines_are_filled_is_known_of_the_book_as_it_is(tmp_path):
    """Who checks a book that was made is told; who has changed it since is not."""
    home, cache = copy_of_clean(tmp_path), Cache(tmp_path / "cache")
    even = Evenness(lines=10, divided=1, run=1, total=1.0, squares=0.2, widest=0.3)
    name = records.named("program", ["lines"], home)
    records.keep_evenness(cache, name, even)
    (home / "one.md").write_text("# Other words\n\nOf another book.\n", "utf-8")
    changed = records.named("program", ["lines"], home)

    assert even == records.evenness(cache, name)
    assert records.evenness(cache, changed) is None
    assert (
        "10 justified lines: word spaces deviate by 0.100 em (widest 0.30 em over their"
        " measure), 10.0% end with a hyphen, 1 at most in a row"
    ) == as_figures(even)
