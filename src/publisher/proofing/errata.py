"""The errata of a printed edition: where the text has changed since, on its own pages."""

from __future__ import annotations

from pathlib import Path

from publisher import filing, shelf
from publisher.means import Means
from publisher.orders import Say, quiet
from publisher.outcome import Outcome
from publisher.pipeline import check
from publisher.proof.changes import compared, paragraphs
from publisher.proof.changes.locating import Locating
from publisher.proof.errata import Erratum, Heading, as_html, as_markdown, errata
from publisher.proof.standing import Standing
from publisher.proofing.building import Build, built
from publisher.proofing.describing import today
from publisher.proofing.making import FOLDER
from publisher.proofing.revisions import revision


def make_errata(
    home: Path,
    out: Path,
    means: Means,
    since: str,
    *,
    edition: str = "",
    say: Say = quiet,
) -> tuple[Outcome, list[Erratum]]:
    """Make `proof/SLUG-errata.md` and `.html` in `out`; give what they list too.

    Raises NoRevision where there is no revision `since`, or it cannot be built.
    """
    revision(home, since)
    outcome = check(home, edition=edition, prose=False, say=say)
    if outcome.book is None:
        return outcome, []
    with built(home, since, means, say, edition=edition) as copy:
        say("comparing the texts")
        listed = _listed(copy, outcome)
    info = outcome.book.info
    day = today()
    heading = Heading(
        info.title,
        tuple(each.name for each in info.creators),
        since,
        f"{day.day} {day:%B %Y}",
        info.lang,
    )
    folder = out / FOLDER
    try:
        with shelf.bench(folder) as bench:
            for end, write in ((".md", as_markdown), (".html", as_html)):
                file = bench / f"{info.slug}-errata{end}"
                file.write_text(write(listed, heading), "utf-8")
            outcome.made = shelf.put(bench, folder)
    except OSError as problem:
        outcome.add([filing.unwritable(folder, problem)])
    return outcome, listed


def _listed(copy: Build, outcome: Outcome) -> list[Erratum]:
    assert outcome.book is not None
    impression = copy.impression()
    old, new = paragraphs(copy.book), paragraphs(outcome.book)
    locating = Locating(Standing(copy.pages, impression), old)
    marks = {key: note.mark for key, note in copy.book.notes.items()}
    listed = errata(compared(old, new), locating, marks)
    impression.close()
    return listed
