"""Two revisions of a book, or two of its PDFs, compared: a report, and what to send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from publisher import shelf
from publisher.means import Means
from publisher.orders import Say, quiet
from publisher.proof.changes import Change, Paragraph, compared, paragraphs, said
from publisher.proof.changes.locating import Locating
from publisher.proof.diff import (
    Difference,
    Fate,
    TextChange,
    as_html,
    fates,
    shifts,
)
from publisher.proof.diff.pictures import Drawing, as_address, overlay
from publisher.proof.diff.report import Shown
from publisher.proof.printed import Impression
from publisher.proof.standing import Standing
from publisher.proofing.building import Build, built
from publisher.proofing.epubs import epub_changes
from publisher.proofing.making import FOLDER
from publisher.proofing.pdfs import Opened, opened, text_changes
from publisher.proofing.revisions import NoRevision, revision
from publisher.wraps import wrap

MOST = 40  # pages that are shown as pictures

NOW = "."


def make_diff(
    home: Path,
    out: Path,
    means: Means,
    names: tuple[str, str],
    *,
    edition: str = "",
    say: Say = quiet,
) -> tuple[Difference, Path]:
    """Compare two revisions, or two PDF files; write `proof/SLUG-diff.html` in `out`.

    A name that ends in ".pdf" is a file; "." is the book as it lies in its folder. Raises
    NoRevision where there is no such revision or file, OSError where it cannot be written.
    """
    files = [name.lower().endswith(".pdf") for name in names]
    if any(files) and not all(files):
        raise NoRevision(
            "compare two revisions, or two PDF files; not one with the other"
        )
    if all(files):
        found, slug = _of_files(names, say)
    else:
        for name in names:
            if name != NOW:
                revision(home, name)
        found, slug = _of_revisions(home, means, names, edition, say)
    folder = out / FOLDER
    with shelf.bench(folder) as bench:
        (bench / f"{slug}-diff.html").write_text(as_html(found), "utf-8")
        (file,) = shelf.put(bench, folder)
    return found, file


def _of_revisions(
    home: Path, means: Means, names: tuple[str, str], edition: str, say: Say
) -> tuple[Difference, str]:
    with ExitStack() as stack:
        old, new = (
            stack.enter_context(
                built(home, name, means, say, edition=edition, epub=True)
            )
            for name in names
        )
        impressions = old.impression(), new.impression()
        say("comparing the texts")
        found = Difference(
            new.book.info.title,
            (_called(names[0]), _called(names[1])),
            (len(old.pages.pages), len(new.pages.pages)),
            shifts=shifts((old.book, old.pages), (new.book, new.pages)),
            spine=(_spine(old), _spine(new)),
        )
        found.changes = list(_texts(old, new, impressions))
        if old.epub and new.epub:
            found.epub = epub_changes((old.epub, old.book), (new.epub, new.book))
        _compare_pages(found, impressions, (old.pdf, new.pdf), say)
        return found, new.book.info.slug


def _of_files(names: tuple[str, str], say: Say) -> tuple[Difference, str]:
    files = Path(names[0]), Path(names[1])
    with ExitStack() as stack:
        old, new = (stack.enter_context(opened(file)) for file in files)
        say("comparing the texts")
        found = Difference(
            files[1].stem,
            (str(files[0]), str(files[1])),
            (len(old.pages.pages), len(new.pages.pages)),
        )
        _compare_pages(found, (old.impression, new.impression), files, say)
        found.changes = list(_texts_of_files(found.fates, old, new))
        return found, files[1].stem


def _texts_of_files(
    found: Sequence[Fate], old: Opened, new: Opened
) -> Iterator[TextChange]:
    """Compare the words of runs of pages that changed."""
    run: list[Fate] = []
    for each in [*found, None]:
        if each is not None and each.changed:
            run.append(each)
        elif run:
            yield from text_changes(run, old.impression, new.impression)
            run = []


def _called(name: str) -> str:
    return "the book as it is" if name == NOW else name


def _spine(build: Build) -> float | None:
    info = build.book.info
    measured = wrap(
        info.print,
        len(build.pages.pages),
        info.cover_design,
        right_to_left=info.dir == "rtl",
    )
    return measured.spine if measured else None


# ---------------------------------------------------------------- texts


def _texts(
    old: Build, new: Build, impressions: tuple[Impression, Impression]
) -> Iterator[TextChange]:
    before, after = paragraphs(old.book), paragraphs(new.book)
    finding = (
        Locating(Standing(old.pages, impressions[0]), before),
        Locating(Standing(new.pages, impressions[1]), after),
    )
    for change in compared(before, after):
        known = change.after or change.before
        assert known is not None
        pages = _page(change.before, finding[0]), _page(change.after, finding[1])
        yield TextChange(_act(change), tuple(parts(change)), pages, str(known.span))


def _act(change: Change) -> str:
    if change.before is None:
        return "new"
    if change.after is None:
        return "taken out"
    return "moved" if change.moved else "changed"


def _page(paragraph: Paragraph | None, finding: Locating) -> str:
    row = finding.standing.row(paragraph.span) if paragraph else None
    if row is None:
        return ""
    return finding.standing.pages.pages[row.boxes[0].page - 1].label


def parts(change: Change) -> Iterator[tuple[str, str]]:
    """Give a paragraph in parts: as it was, taken out, put in."""
    if change.before is None:
        assert change.after is not None
        yield "ins", change.after.words
        return
    if change.after is None:
        yield "del", change.before.words
        return
    at = 0
    for edit in change.edits:
        for kind, tokens in (
            ("", change.after.tokens[at : edit.new[0]]),
            ("del", change.before.tokens[slice(*edit.old)]),
            ("ins", change.after.tokens[slice(*edit.new)]),
        ):
            if tokens:
                yield kind, said(tokens)
        at = edit.new[1]
    if at < len(change.after.tokens):
        yield "", said(change.after.tokens[at:])


# ---------------------------------------------------------------- pages


def _compare_pages(
    found: Difference,
    impressions: tuple[Impression, Impression],
    files: tuple[Path, Path],
    say: Say,
) -> None:
    """Follow the pages, and show those that changed."""
    say("comparing the pages")
    pictures = Drawing(files[0]), Drawing(files[1])
    found.fates = fates(*impressions, pictures)
    changed = found.changed
    for fate in changed[:MOST]:
        found.shown.append(_shown(fate, pictures))
    if len(changed) > MOST:
        left = len(changed) - MOST
        found.remarks.append(
            f"{MOST} pages are shown; {left:,} more that changed are only named"
        )
    for each in (*impressions, *pictures):
        each.close()


def _shown(fate: Fate, pictures: tuple[Drawing, Drawing]) -> Shown:
    before = pictures[0].draw(fate.before.index, fine=True) if fate.before else None
    after = pictures[1].draw(fate.after.index, fine=True) if fate.after else None
    labels = [each.label for each in (fate.before, fate.after) if each]
    name = " → ".join(dict.fromkeys(labels))
    if fate.before is None or fate.after is None:
        name += " (new)" if fate.after else " (gone)"
    return Shown(
        f"Page {name}",
        as_address(before) if before else "",
        as_address(after) if after else "",
        as_address(overlay(before, after)) if before and after else "",
    )
