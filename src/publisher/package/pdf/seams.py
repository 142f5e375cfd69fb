"""What of a fragment joins it to the others, told apart from its pages and kept beside them.

Most fragments are finished already when a book is linked again. Then this is all that has to
be known of them, and a small part of what they are.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from publisher.cache import fingerprint, key
from publisher.fragments import Bookmark, Face, Fragment
from publisher.package.pdf.finishing import Memory
from publisher.package.pdf.names import Anchor, anchors
from publisher.package.pdf.numbering import Extent
from publisher.package.pdf.patching import Told, told
from publisher.package.pdf.sharing import Picture, pictures
from publisher.package.pdf.structure import Elements, elements
from publisher.pickling import quicken


@dataclass(frozen=True, slots=True)
class Seam:
    """What has to be known of a fragment to give it its place in a book."""

    extent: Extent
    leads: tuple[str, ...]  # anchors in the book that structure elements refer to
    has_inks: bool
    faces: Mapping[str, Face]
    numbers: tuple[Told, ...]
    pictures: tuple[Picture, ...]
    anchors: tuple[Anchor, ...]
    bookmarks: tuple[Bookmark, ...]
    elements: Elements

    @property
    def targets(self) -> set[str]:
        """List the anchors whose pages the fragment tells."""
        return {target for _, target, _ in self.numbers} - {""}


def seam(fetch: Callable[[], Fragment], name: str, memory: Memory | None) -> Seam:
    """Tell the seam of a fragment, or find it by all that the fragment depends on."""
    if memory is None or not name:
        return seam_of(fetch())
    own = key("seam", fingerprint(), name)
    with suppress(KeyError):
        return cast(Seam, memory.value(own))
    made = seam_of(fetch())
    memory.put(own, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return made


def seam_of(fragment: Fragment) -> Seam:
    """Tell the seam of a fragment."""
    return Seam(
        extent=Extent(
            len(fragment.leaves),
            len(fragment.objects),
            len(fragment.owners),
            len(fragment.leads),
        ),
        leads=fragment.leads,
        has_inks=fragment.inks,
        faces=fragment.faces,
        numbers=told(fragment),
        pictures=pictures(fragment),
        anchors=anchors(fragment),
        bookmarks=fragment.bookmarks,
        elements=elements(fragment),
    )


quicken(globals())
