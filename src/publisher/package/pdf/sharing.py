"""Pictures that stand in several fragments: each is written once, where it comes first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256

from publisher.fragments import TOKEN, Fragment
from publisher.package.pdf.numbering import Place


@dataclass(slots=True)
class Shared:
    """The streams that both files hold so far."""

    _numbers: dict[bytes, int] = field(default_factory=dict)  # by SHA-256

    def placed(self, fragment: Fragment, place: Place) -> Place:
        """Add to a place which streams of the fragment are written already, and where."""
        own: dict[int, int] = {}
        for index in _by_masks(fragment):
            content = _content(fragment, index, own)
            if content is not None:
                number = place.object(index)
                own[index] = self._numbers.setdefault(content, number)
        elsewhere = {i: at for i, at in own.items() if at != place.object(i)}
        return replace(place, elsewhere=elsewhere)


def _by_masks(fragment: Fragment) -> list[int]:
    """List the streams of both files, those first that name no other object.

    A picture names its mask, which is a stream too: two pictures are the same only when
    their masks are known to be.
    """
    found = [
        index
        for index, each in enumerate(fragment.objects)
        if each.body is not None and not each.screen
    ]
    return sorted(
        found, key=lambda index: len(TOKEN.findall(fragment.objects[index].head))
    )


def _content(fragment: Fragment, index: int, own: dict[int, int]) -> bytes | None:
    """Sum up what a stream holds; None if it names what may differ in each fragment."""
    each = fragment.objects[index]
    head = each.head
    for kind, named in TOKEN.findall(each.head):
        if kind != b"@" or int(named) not in own:
            return None
    head = TOKEN.sub(lambda found: b"%d" % own[int(found[2])], head)
    summed = sha256(head)
    summed.update(b"\0")
    summed.update(each.body or b"")
    return summed.digest()
