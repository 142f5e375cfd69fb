"""A build that needs not be made again is not; one whose files have changed is."""

from clean_book import copy_of_clean
from publisher import pipeline
from publisher.cache import Cache
from publisher.means import Means

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
