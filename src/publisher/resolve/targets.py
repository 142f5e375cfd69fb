"""The rows of `Book.targets`: for every label its place, number, name and title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from publisher.bookinfo import BookInfo, Piece, Role
from publisher.model import (
    Block,
    Figure,
    Heading,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    PageMark,
    Phrase,
    Picture,
    Reference,
    SoftBreak,
    Table,
    Target,
    Text,
    Unit,
)
from publisher.resolve.naming import NAMELESS, Name
from publisher.resolve.numbering import SPAN, Label
from publisher.resolve.units import Draft, first_words
from publisher.resolve.walk import LEAVES, blocks_and_inlines, changed_inlines
from publisher.tree import plain


def targets(
    labels: list[Label],
    names: Mapping[str, Name],
    titles: Mapping[str, tuple[Inline, ...]],
) -> dict[str, Target]:
    """Make a row for every label. `titles` are those written, by key.

    What has no title of its own (marked words, a division) goes by the section it
    stands in.
    """
    said = _said(labels, names, titles)
    shown = {key: _bare(title, said) for key, title in titles.items()}
    rows: dict[str, Target] = {}
    for label in labels:
        name = names.get(label.key, NAMELESS)
        title = shown.get(label.key, ())
        borrowed = rows.get(label.within)
        if borrowed and label.kind == SPAN and not title and not name.number:
            rows[label.key] = replace(
                borrowed, key=label.key, unit=label.unit, anchor=label.key, kind=SPAN,
                span=label.span,
            )  # fmt: skip
        else:
            rows[label.key] = _row(label, name, title)
    return rows


def _row(label: Label, name: Name, title: tuple[Inline, ...]) -> Target:
    words = plain(title)
    return Target(
        key=label.key,
        unit=label.unit,
        anchor=label.key,
        kind=label.kind,
        number=name.number,
        name=name.full or words,
        lower=name.lower or words,
        title=title,
        plain=words,
        span=label.span,
    )


def titles(
    drafts: Iterable[Draft],
    units: Iterable[Unit],
    notes: Iterable[tuple[Block, ...]],
    generated: Mapping[str, str],
) -> dict[str, tuple[Inline, ...]]:
    """Collect titles and captions as they are set, by key.

    A piece without a heading, or with one that has no words, is called by what is in
    `generated`, by its first words or by the name of its file.
    """
    found: dict[str, tuple[Inline, ...]] = {}
    for draft, unit in zip(drafts, units, strict=True):
        if unit.opener and plain(unit.opener.children):
            found[unit.target] = unit.opener.children
        else:
            said = generated.get(unit.id) or first_words(unit.blocks)
            said = said or (draft.path.stem if draft.path else str(unit.role))
            found[unit.target] = (Text(said, span=unit.span),)
        found.update(_in_passage(unit.blocks))
    for blocks in notes:
        found.update(_in_passage(blocks))
    return found


def _in_passage(blocks: tuple[Block, ...]) -> dict[str, tuple[Inline, ...]]:
    found: dict[str, tuple[Inline, ...]] = {}
    met = blocks_and_inlines(blocks)
    for node in (each for each in met if type(each) not in LEAVES):
        match node:
            case Heading(attributes=attributes, children=children):
                found[attributes.id] = children
            case Figure(attributes=attributes, caption=caption, pictures=pictures):
                if attributes.id:
                    found[attributes.id] = caption
                for picture in pictures:
                    if picture.attributes.id:
                        found[picture.attributes.id] = caption
            case Table(attributes=attributes, caption=caption) if attributes.id:
                found[attributes.id] = caption
            case _:  # nothing else has a title
                pass
    return found


def generated_titles(
    drafts: Sequence[Draft], info: BookInfo, terms: Mapping[str, str]
) -> dict[str, str]:
    """Name the pieces that are made, by Draft.id; of several concordances say whose each is."""
    matched = [each.piece for each in drafts if each.piece.role is Role.CONCORDANCE]
    named = len(matched) > 1
    return {
        draft.id: title
        for draft in drafts
        if (title := _generated(draft.piece, info, terms, named=named))
    }


def _generated(
    piece: Piece, info: BookInfo, terms: Mapping[str, str], *, named: bool
) -> str:
    if piece.role is Role.LIST:
        return (
            info.kinds[piece.listing].list_title if piece.listing in info.kinds else ""
        )
    if piece.role is Role.CONCORDANCE and named:
        source = info.source_editions[piece.listing]
        return f"{terms['concordance']} ({source.title or source.key})"
    return terms.get(str(piece.role), "") if piece.path is None else ""


# ---------------------------------------------------------------- titles said again


@dataclass(slots=True)
class _Baring:
    """The change that makes a title fit to be said again in a line that is a link.

    Calls, marks and ids stay behind; links and references leave their words.
    """

    idle: ClassVar = LEAVES - {NoteCall, PageMark, SoftBreak, LineBreak, Picture}
    said: Mapping[str, str]

    def block(self, node: Block) -> None:
        """Leave blocks as they are: a title holds none."""

    def inline(self, node: Inline) -> tuple[Inline, ...] | None:
        """Keep the words of an inline only."""
        match node:
            case NoteCall() | PageMark():
                return ()
            case SoftBreak(span=span) | LineBreak(span=span):
                return (Text(" ", span=span),)
            case Link(children=children) | IndexMark(children=children):
                return changed_inlines(children, self)
            case Reference():
                return self._words(node)
            case Phrase(attributes=attributes) if attributes.id:
                bare = replace(node, attributes=replace(attributes, id=""))
                return changed_inlines((bare,), self)
            case Picture(attributes=attributes) if attributes.id:
                return (replace(node, attributes=replace(attributes, id="")),)
            case _:  # all else can be said twice
                return None

    def _words(self, node: Reference) -> tuple[Inline, ...]:
        if node.children:
            return changed_inlines(node.children, self)
        said = self.said.get(node.label, "")
        return (Text(said, span=node.span),) if said else ()


def _bare(title: tuple[Inline, ...], said: Mapping[str, str]) -> tuple[Inline, ...]:
    return changed_inlines(title, _Baring(said))


def _said(
    labels: list[Label],
    names: Mapping[str, Name],
    titles: Mapping[str, tuple[Inline, ...]],
) -> dict[str, str]:
    """Say every place in a few words, for titles that refer to it."""
    return {
        label.key: names.get(label.key, NAMELESS).lower
        or plain(_bare(titles.get(label.key, ()), {}))
        for label in labels
    }
