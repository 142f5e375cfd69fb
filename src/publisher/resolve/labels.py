"""Every id of the book: where it stands, what is wrong with it, what it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publisher import rules
from publisher.bookinfo import Kind
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Figure, Heading, Table
from publisher.resolve.anchors import Anchors, ascii_id
from publisher.resolve.nearness import nearest
from publisher.resolve.notes import Notes
from publisher.resolve.units import Draft
from publisher.resolve.walk import Named, blocks_and_inlines, named

OWN_PREFIXES = frozenset({"sec", "ch", "part", "app"})
"""Prefixes of labels that are headings."""


def folded(label: str) -> str:
    """Write a label in the one form in which labels are compared: `fig:x` as `fig-x`."""
    prefix, colon, rest = label.partition(":")
    return f"{prefix}-{rest}" if colon and prefix.isalnum() else label


def prefix_of(label: str) -> str:
    """Give what stands before the first dash or colon of a label, or nothing."""
    prefix, dash, rest = folded(label).partition("-")
    return prefix if dash and rest else ""


def is_numbered(node: Named, kinds: Mapping[str, Kind]) -> bool:
    """Tell whether a node is counted: a figure or table with a label of a known kind."""
    return isinstance(node, Figure | Table) and prefix_of(node.attributes.id) in kinds


@dataclass(frozen=True, slots=True)
class Written:
    """An id that the author wrote."""

    id: str
    unit: str
    span: Span
    numbered: bool


def written_ids(
    pieces: list[Draft], notes: Mapping[str, Notes], kinds: Mapping[str, Kind]
) -> list[Written]:
    """List the author's own ids in reading order, the notes of a piece after its text."""
    return [
        Written(
            node.attributes.id,
            draft.id,
            node.span,
            is_numbered(node, kinds),
        )
        for draft in pieces
        for node in _named_in(draft, notes[draft.id])
        if not isinstance(node, Heading) or node.own_id
    ]


def _named_in(draft: Draft, notes: Notes) -> Iterator[Named]:
    yield from named(blocks_and_inlines(draft.passages))
    texts = (called.note.blocks for called in notes.called.values())
    for blocks in filter(None, texts):
        yield from named(blocks_and_inlines(blocks))


def anchors_of(ids: list[Written], anchors: Anchors) -> Mapping[tuple[str, str], str]:
    """Give each id of the author's its anchor, by unit and id: the id itself if it can be."""
    given: dict[tuple[str, str], str] = {}
    for each in ids:
        place = (each.unit, each.id)
        if place not in given:
            wanted = ascii_id(folded(each.id))
            given[place] = anchors.take(wanted, f"{each.unit}-{wanted}")
    return given


def repeated(ids: list[Written]) -> Iterator[Diagnostic]:
    """Report ids that are there twice, at each place after the first."""
    anywhere: dict[str, Written] = {}
    in_file: dict[tuple[str, str], Written] = {}
    for each in ids:
        first = anywhere.setdefault(folded(each.id), each)
        near = in_file.setdefault((each.unit, folded(each.id)), each)
        if near is not each:
            yield _twice(each, near)
        elif first is not each and (first.numbered or each.numbered):
            yield _twice(each, first)
        elif first is not each:
            yield rules.SAME_ID.at(
                each.span,
                f'"{each.id}" is the id of something in another file too',
                hint=f"first used at {first.span}; references to it from a third file "
                "must name the file",
            )


def said_once(found: list[Diagnostic]) -> list[Diagnostic]:
    """Leave out that two files use an id where a reference to it tells of both places."""
    ambiguous = {_id(each) for each in found if each.code == rules.AMBIGUOUS_LABEL.code}
    return [
        each
        for each in found
        if each.code != rules.SAME_ID.code or _id(each) not in ambiguous
    ]


def _id(finding: Diagnostic) -> str:
    return folded(finding.message.split('"')[1])


def _twice(each: Written, first: Written) -> Diagnostic:
    return rules.LABEL_TWICE.at(
        each.span,
        f'"{each.id}" is a label already',
        hint=f"first used at {first.span}; give one of them another",
    )


def unknown_kinds(
    pieces: list[Draft], kinds: Mapping[str, Kind]
) -> Iterator[Diagnostic]:
    """Report figures whose label begins with what is no kind, and so have no number."""
    for draft in pieces:
        for node in named(blocks_and_inlines(draft.passages)):
            prefix = prefix_of(node.attributes.id)
            if isinstance(node, Figure) and prefix and prefix not in kinds:
                near = nearest(prefix, kinds)
                guess = f'did you mean "{near}-"? ' if near else ""
                yield rules.UNKNOWN_KIND.at(
                    node.span,
                    f'"{prefix}" is no kind of thing that is numbered',
                    hint=f'{guess}begin the label with "fig-", or declare "{prefix}" '
                    "under crossref in book.yaml",
                )
