"""What became of a mark: the words it means, how surely, and why no more surely."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.proof.anchoring.stretch import Stretch
from publisher.proof.corrections import Certainty, Place, Rect


@dataclass(frozen=True, slots=True)
class Anchored:
    """What a mark means."""

    certainty: Certainty
    doubt: str = ""
    place: Place | None = None
    quote: str = ""
    before: str = ""
    after: str = ""
    printed: str = ""
    page: str = ""
    boxes: tuple[Rect, ...] = ()
    attach: str = ""  # of a point between two words: the one it touches


def anchored(stretch: Stretch, doubt: str) -> Anchored:
    """Say that a mark means a stretch; with a doubt it is not sure."""
    return Anchored(
        certainty=Certainty.UNSURE if doubt else Certainty.SURE,
        doubt=doubt,
        place=stretch.place,
        quote=stretch.quote,
        before=stretch.before,
        after=stretch.after,
    )
