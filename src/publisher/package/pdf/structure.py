"""The structure tree of the whole book: one Document, and what is known of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from publisher.fragments import Fragment
from publisher.package.pdf.names import tree
from publisher.package.pdf.numbering import (
    DOCUMENT,
    IDENTIFIERS,
    NAMESPACE,
    PARENTS,
    STRUCTURE,
    Place,
)
from publisher.package.pdf.syntax import reference, references, text
from publisher.pickling import quicken

_ROLES = {
    b"Aside": b"Div",
    b"Em": b"Span",
    b"FENote": b"Note",
    b"Strong": b"Span",
    b"Title": b"P",
}
"""Types of PDF 2.0 that a fragment may use, and what they are in PDF 1.7."""

_SECOND = b"/NS %b" % reference(NAMESPACE)

_ROLE = re.compile(rb"/S ?/(\w+)")
_NAMED = re.compile(rb"/ID ?(\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]*>)")
_HEADING = re.compile(rb"/S ?/H([1-6])\b")
_ESCAPED = re.compile(rb"\\(.)")


@dataclass(frozen=True, slots=True)
class Elements:
    """What must be known of the structure elements of a fragment."""

    tops: tuple[int, ...]  # those that stand in the Document itself
    owners: int  # how many annotations have one
    is_marked: bool  # it has a leaf of the parent tree
    roles: tuple[bytes, ...]
    levels: tuple[int, ...]  # of the headings
    is_described: bool  # every picture is
    named: tuple[tuple[int, bytes, bytes], ...]  # object, identifier, how it is written


def elements(fragment: Fragment) -> Elements:
    """Look through the structure elements of a fragment."""
    heads = [each.head if each.screen else b"" for each in fragment.objects]
    joined = b"\n".join(heads)
    named = (
        (index, found[1])
        for index, head in enumerate(heads)
        if b"/ID" in head and (found := _NAMED.search(head))
    )
    return Elements(
        fragment.tops,
        len(fragment.owners),
        bool(fragment.owners) or any(leaf.parents for leaf in fragment.leaves),
        tuple(sorted(_ROLES.keys() & _ROLE.findall(joined))),
        tuple(map(int, _HEADING.findall(joined))),
        not any(b"/Figure" in head and b"/Alt" not in head for head in heads),
        tuple((index, _read(written), written) for index, written in named),
    )


@dataclass(slots=True)
class Structure:
    """What must be known of the structure elements of the fragments seen so far."""

    lang: str
    _tops: list[int] = field(default_factory=list)
    _leaves: list[int] = field(default_factory=list)
    _roles: set[bytes] = field(default_factory=set)
    _named: list[tuple[bytes, bytes, bytes]] = field(default_factory=list)
    _next: int = 0  # key of the parent tree
    _level: int = 0  # of the heading before
    _is_universal: bool = True

    @property
    def is_universal(self) -> bool:
        """Tell whether the elements are what PDF/UA asks for (ISO 14289-1, 7; -2, 8).

        Layout sees to all but what only the author can do: every picture has a
        description, and no heading leaves a rank out.
        """
        return self._is_universal

    def take(self, elements: Elements, place: Place) -> None:
        """Add the structure elements of a fragment."""
        self._tops += map(place.object, elements.tops)
        if elements.is_marked:
            self._leaves.append(place.leaf)
        self._next = place.annotation(elements.owners)
        self._roles.update(elements.roles)
        self._is_universal &= elements.is_described
        for level in elements.levels:
            self._is_universal &= level <= self._level + 1
            self._level = level
        self._named += (
            (read, written, reference(place.object(index)))
            for index, read, written in elements.named
        )

    def objects(self, free: int, *, second: bool) -> Iterator[tuple[int, bytes]]:
        """Yield the root, the Document and the parent tree (ISO 32000-2, 14.7).

        `second` is for PDF 2.0: what it brought is then in its namespace, and needs no
        word of what it was before.

        Elements that are called by an identifier (notes, heads of tables) are listed by
        it, in leaves from a free number on.
        """
        root = [
            b"<</Type/StructTreeRoot/K[%b]" % reference(DOCUMENT),
            b"/ParentTree %b/ParentTreeNextKey %d" % (reference(PARENTS), self._next),
        ]
        if second:
            root.append(b"/Namespaces[%b]" % reference(NAMESPACE))
        if roles := sorted(self._roles - ({b"FENote"} if second else set())):
            pairs = (b"/%b/%b" % (each, _ROLES[each]) for each in roles)
            root.append(b"/RoleMap<<%b>>" % b"".join(pairs))
        if self._named:
            root.append(b"/IDTree " + reference(IDENTIFIERS))
            yield from tree(IDENTIFIERS, self._named, free)
        yield STRUCTURE, b"".join((*root, b">>"))
        head = b"<</Type/StructElem/S/Document/P %b" % reference(STRUCTURE)
        kids = references(self._tops)
        space = _SECOND if second else b""
        yield DOCUMENT, head + space + b"/Lang" + text(self.lang) + b"/K" + kids + b">>"
        yield NAMESPACE, b"<</Type/Namespace/NS(http://iso.org/pdf2/ssn)>>"
        yield PARENTS, b"<</Kids" + references(self._leaves) + b">>"


def _read(written: bytes) -> bytes:
    """Give the bytes of a string as it is written."""
    if written.startswith(b"<"):
        return bytes.fromhex(written[1:-1].decode("ascii"))
    return _ESCAPED.sub(rb"\1", written[1:-1])


quicken(globals())
