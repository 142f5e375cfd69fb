"""Pictures that stand in several fragments: each is written once, where it comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TypeAlias

from publisher.fragments import TOKEN, Fragment
from publisher.package.pdf.numbering import Place

Picture: TypeAlias = tuple[int, bytes, bytes]
"""A stream of both files: its object, the head of that, a digest of its body."""


def pictures(fragment: Fragment) -> tuple[Picture, ...]:
    """List the streams of both files, those first that name no other object.

    A picture names its mask, which is a stream too: two pictures are the same only when
    their masks are known to be.
    """
    found = [
        (index, each.head, sha256(each.body).digest())
        for index, each in enumerate(fragment.objects)
        if each.body is not None and not each.screen
    ]
    return tuple(sorted(found, key=lambda each: len(TOKEN.findall(each[1]))))


@dataclass(slots=True)
class Shared:
    """The streams that both files hold so far."""

    _numbers: dict[bytes, int] = field(default_factory=dict)  # by SHA-256

    def placed(self, pictures: Iterable[Picture], place: Place) -> Place:
        """Add to the place of a fragment which of its streams are written already, and where."""
        own: dict[int, int] = {}
        for index, head, body in pictures:
            content = _content(head, body, own)
            if content is not None:
                number = place.object(index)
                own[index] = self._numbers.setdefault(content, number)
        elsewhere = {i: at for i, at in own.items() if at != place.object(i)}
        return replace(place, elsewhere=elsewhere)


def _content(head: bytes, body: bytes, own: dict[int, int]) -> bytes | None:
    """Sum up what a stream holds; None if it names what may differ in each fragment."""
    for kind, named in TOKEN.findall(head):
        if kind != b"@" or int(named) not in own:
            return None
    head = TOKEN.sub(lambda found: b"%d" % own[int(found[2])], head)
    return sha256(body + head).digest()
