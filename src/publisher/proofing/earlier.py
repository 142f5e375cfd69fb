"""The text of a book as it was at an earlier revision."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from publisher.diagnostics import Severity
from publisher.orders import Say
from publisher.outcome import Outcome
from publisher.pipeline import check
from publisher.proof.changes import Paragraph, paragraphs
from publisher.proofing.revisions import NoRevision, export, revision


def text_at(home: Path, name: str, edition: str, say: Say) -> list[Paragraph]:
    """Read what a book said at a revision. Raises NoRevision, also where it cannot be read."""
    wanted = revision(home, name)
    say(f"reading the book as it was at {name}")
    with TemporaryDirectory(prefix="publisher-") as into:
        then = export(home, wanted, Path(into))
        outcome = check(then, edition=edition, prose=False)
        if outcome.book is None:
            raise unreadable(name, outcome)
        return paragraphs(outcome.book)


def unreadable(name: str, outcome: Outcome) -> NoRevision:
    """Say that the book of a revision could not be made, and the first thing wrong with it."""
    grave = [each for each in outcome.found if each.severity is Severity.ERROR]
    first = f": {grave[0].headline}" if grave else ""
    return NoRevision(f"the book cannot be made as it was at {name}{first}")
