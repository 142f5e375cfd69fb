"""What has changed since a revision: found word by word, and shown on the pages."""

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from git_books import git, kept
from publisher import pipeline
from publisher.means import hired
from publisher.proof.changes import compared, paragraphs, said
from publisher.proofing.describing import ProofOrder
from publisher.proofing.making import make_proof
from publisher.proofing.revisions import NoRevision, export, here, revision
from small_books import written
from test_proof_sheets import page_of, words

BEFORE = """# The Ferry

The boat is worked by a wet rope[^rope] and by two men.

Nobody has ever fallen in, and the river is deep at this place.

The ferryman keeps a dog, a clock and a book of the drowned.

See @sec-light for more.

[^rope]: Of hemp, renewed every spring.
"""
AFTER = """# The Ferry

The ferryman keeps a dog, a clock and a book of the drowned.

The boat is worked by a rope[^rope] and by *two* strong men.

See @sec-light for more.

It is never late.

[^rope]: Of hemp, renewed every autumn.
"""
LIGHT = "# The Light {#sec-light}\n\nIt is lit at dusk.\n"


def changes(tmp_path, old, new):
    """Compare two books of one chapter and another; say what changed."""
    books = [
        pipeline.check(written(tmp_path / n, text, LIGHT), prose=False).book
        for n, text in (("a", old), ("b", new))
    ]
    return compared(*map(paragraphs, books))


def told(change):
    """Say a change as a line."""
    if change.before is None:
        return f"+ {change.after.words}"
    if change.after is None:
        return f"- {change.before.words}"
    edits = [
        f"{said(change.before.tokens[slice(*e.old)])}>{said(change.after.tokens[slice(*e.new)])}"
        for e in change.edits
    ]
    return ("moved " if change.moved else "") + "; ".join(edits)


def test_words_that_came_went_and_moved_are_found(tmp_path):
    """In the order of the later revision."""
    assert [
        "- Nobody has ever fallen in, and the river is deep at this place.",
        "moved wet>; two>two strong",
        "+ It is never late.",
        "spring.>autumn.",
    ] == [told(each) for each in changes(tmp_path, BEFORE, AFTER)]


def test_nothing_changed_is_nothing(tmp_path):
    """Not even where the lines of the manuscript are broken otherwise."""
    again = BEFORE.replace("rope[^rope] and", "rope[^rope]\nand")

    assert [] == changes(tmp_path, BEFORE, again)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c d", "a b x d", ["c>x"]),
        ("a b c d e f g", "a B c d e F g", ["b>B; f>F"]),
        ("a b c d", "a b[^n] c d\n\n[^n]: N.", [">[note]", "+ N."]),
        ("a *b* c", "a b c", ["b>b"]),
        ("a b", "a b\n\nc d", ["+ c d"]),
        ("a b\n\nc d", "a b", ["- c d"]),
        ("| a | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | x |", ["d>x"]),
        ("> a b c", "> a b x", ["c>x"]),
        (
            "a\n\n::: {.content-visible when-format=epub}\nb\n:::",
            "a\n\n::: {.content-visible when-format=epub}\nc\n:::",
            [],
        ),
        (
            "[a]{.content-visible unless-format=epub} b",
            "a [c]{.content-visible when-format=epub} b",
            [],
        ),
    ],
)
def test_small_changes_of_all_kinds(tmp_path, old, new, expected):
    """In tables and quotations too."""
    found = changes(tmp_path, f"# T\n\n{old}\n", f"# T\n\n{new}\n")

    assert expected == [told(each) for each in found]


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """Make a proof of a book that has changed since it was tagged."""
    home = kept(tmp_path_factory.mktemp("kept"), BEFORE, LIGHT)
    (home / "one.md").write_text(AFTER, "utf-8")
    before = sorted(path.name for path in home.parent.rglob("*"))
    status = git(home, "status", "--porcelain")
    with hired() as means:
        outcome = make_proof(
            home, home.parent / "dist", means, ProofOrder(since="v1", round=3)
        )
    assert status == git(home, "status", "--porcelain", "--", ":!dist")
    assert set(before) <= {path.name for path in home.parent.rglob("*")}
    return outcome, outcome.made[0]


def test_lost_words_stand_in_the_margin_and_changes_in_the_list(marked):
    """With the place of each."""
    outcome, file = marked
    beside = words(file, page_of(outcome, "one.md"))
    listed = words(file, len(outcome.pages.pages) + 1)

    assert "¶ Nobody has ever fallen in" in beside
    assert " wet " in beside
    assert "moved here" in beside
    assert "changes since v1" in beside
    assert "round 3" in beside
    assert "v1, with later changes" in beside
    assert "“spring.” → “autumn.”" in listed
    assert "New paragraph" in listed


def test_bars_stand_beside_changed_lines_alone(marked):
    """Other chapters have none."""
    outcome, file = marked
    with pikepdf.open(file) as pdf:
        drawn = [
            sum(
                str(each.operator) == "w" and float(each.operands[0]) == 1.6
                for each in pikepdf.parse_content_stream(
                    pdf.pages[page_of(outcome, path) - 1]
                )
            )
            for path in ("one.md", "two.md")
        ]

    assert drawn[0] >= 4
    assert drawn[1] == 0


def test_what_ended_a_chapter_is_shown_at_its_end(tmp_path):
    """Not at the title of the next."""
    old = "# The Ferry\n\nThe boat is worked by a rope.\n\nIt was always so.\n"
    home = kept(tmp_path, old, LIGHT)
    (home / "one.md").write_text(old.replace("\nIt was always so.\n", ""), "utf-8")
    with hired() as means:
        outcome = make_proof(home, tmp_path / "dist", means, ProofOrder(since="v1"))

    assert "¶ It was always so." in words(outcome.made[0], page_of(outcome, "one.md"))
    assert "¶" not in words(outcome.made[0], page_of(outcome, "two.md"))


@pytest.mark.parametrize(
    "name", ["--output=x", "-x", "", "v2", "v1\nx", "v1:one.md", "a" * 999, "v1..v2"]
)
def test_what_is_no_revision_is_refused(tmp_path, name):
    """And does nothing."""
    home = kept(tmp_path, "# T\n\nText.\n")
    with pytest.raises(NoRevision):
        revision(home, name)

    assert ["book.yaml", "one.md"] == sorted(each.name for each in home.iterdir())


def test_a_book_without_git_says_so(tmp_path):
    """Exit code 2, one line."""
    home = written(tmp_path / "manuscript", "# T\n\nText.\n")
    done = subprocess.run(
        [sys.executable, "-m", "publisher", "proof", "--book", home, "--since", "v1"],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(Path(__file__).parents[1] / "src"),
            "GIT_CEILING_DIRECTORIES": str(tmp_path),
        },
    )

    assert done.returncode == 2
    assert "is not kept in git" in done.stderr
    assert "Traceback" not in done.stderr
    assert here(home) is None


def test_a_revision_is_laid_out_with_what_git_would_leave_out(tmp_path):
    """Attributes for archives do not count; names of all kinds do; the index is left alone."""
    home = kept(
        tmp_path,
        "# T\n\nText.\n",
        files={"images/Карта 1.txt": b"x", ".gitattributes": b"*.txt export-ignore\n"},
    )
    (home / "one.md").write_text("# T\n\nOther.\n", "utf-8")
    git(home, "add", "--all")
    status = git(home, "status", "--porcelain")
    then = export(home, revision(home, "v1"), tmp_path / "then")

    assert "# T\n\nText.\n" == (then / "one.md").read_text("utf-8")
    assert (then / "images" / "Карта 1.txt").is_file()
    assert status == git(home, "status", "--porcelain", "--", ":!then")


def test_a_folder_from_anyone_runs_no_program(tmp_path):
    """Neither by a hook nor by a filter that its own settings name."""
    text = "# T\n\nText.\n"
    home = kept(tmp_path, text, files={".gitattributes": b"*.md filter=evil\n"})
    ran = tmp_path / "ran"
    for key in ("smudge", "clean"):
        git(home, "config", f"filter.evil.{key}", f"sh -c 'touch {ran}; cat'")
    git(home, "config", "core.fsmonitor", f"touch {ran}")
    for name in ("post-index-change", "post-checkout"):
        hook = tmp_path / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {ran}\n")
        hook.chmod(0o755)
    (home / "one.md").write_text(f"{text}More.\n", "utf-8")
    then = export(home, revision(home, "v1"), tmp_path / "then")

    assert here(home).changed
    assert text == (then / "one.md").read_text("utf-8")
    assert not ran.exists()
