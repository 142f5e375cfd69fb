"""A build that needs not be made again is not; one whose files have changed is."""

import os

from clean_book import copy_of_clean
from publisher import pipeline, records
from publisher.artifacts import Evenness
from publisher.cache import Cache
from publisher.means import Means
from publisher.printout import as_figures

ORDER = pipeline.Order(formats=frozenset({pipeline.EPUB}), judged=False)


def built(home, cache, hear=lambda words: None):
    """Build the EPUB; give its bytes, and what was said on the way."""
    said = []
    out = home.parent / "dist"

    def say(words):
        said.append(words)
        hear(words)

    pipeline.build(home, out, Means(cache=cache), ORDER, say=say)
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
    name = records.named("program", ["lines"], records.read_by_builds(home))
    records.keep_evenness(cache, name, even)
    (home / "one.md").write_text("# Other words\n\nOf another book.\n", "utf-8")
    changed = records.named("program", ["lines"], records.read_by_builds(home))

    assert even == records.evenness(cache, name)
    assert records.evenness(cache, changed) is None
    assert (
        "10 justified lines: word spaces deviate by 0.100 em (widest 0.30 em over their"
        " measure), 10.0% end with a hyphen, 1 at most in a row"
    ) == as_figures(even)


def test_a_book_saved_while_it_is_made_is_made_again(tmp_path):
    """What is kept is named by what was there when the build began."""
    home, cache = copy_of_clean(tmp_path), Cache(tmp_path / "cache")
    first, _ = built(home, cache, lambda _: (home / "new.txt").write_text("saved"))
    _, anew = built(home, cache)
    (home / "new.txt").unlink()
    again, nothing = built(home, cache)

    assert anew
    assert not nothing
    assert first == again


def test_all_that_may_be_read_is_told_apart(tmp_path):
    """Files by their place and content; what is hidden is not read."""
    home = tmp_path / "manuscript"
    for name in (".git/index", "one/two", "onetwo"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("words")
    seen = [records.read_by_builds(home)]
    (home / ".git/index").write_text("other")
    (home / "one/.swap").write_text("words")
    (home / "empty").mkdir()
    os.mkfifo(home / "pipe")
    (home / "nowhere").symlink_to(tmp_path / "nothing")
    assert seen == [records.read_by_builds(home)]
    for change in (
        (home / "one/two").unlink,
        lambda: (home / "onetwo").write_text("other"),
        lambda: (home / "onetwo").rename(home / "one/two"),
        lambda: (tmp_path / "styles").symlink_to(home),
    ):
        change()
        seen.append(records.read_by_builds(home))

    assert len(set(seen)) == 4
