"""References led to their targets, calls to their notes; every mark gets its anchor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from publisher.bookinfo import BookInfo
from publisher.diagnostics import Diagnostic, Span
from publisher.model import (
    Block,
    Cite,
    CiteKey,
    Form,
    IndexMark,
    Inline,
    InlineRemark,
    NoteCall,
    PageMark,
    Reference,
    Remark,
    SoftBreak,
    Term,
    Text,
)
from publisher.resolve.anchors import Anchors, ascii_id
from publisher.resolve.finding import Directory, Place
from publisher.resolve.naming import NAMELESS, Name
from publisher.resolve.notes import Notes
from publisher.resolve.numbering import Label
from publisher.resolve.units import Draft
from publisher.resolve.walk import LEAVES, changed_blocks, changed_inlines
from publisher.tree import plain, remade


class Linking:
    """The change that leads references and note calls home, going from piece to piece."""

    idle = LEAVES - {NoteCall, PageMark}

    def __init__(
        self,
        info: BookInfo,
        where: Directory,
        names: Mapping[str, Name],
        anchors: Anchors,
        keys: Mapping[tuple[str, str], str],
    ) -> None:
        self.found: list[Diagnostic] = []
        self.calls: dict[
            str, dict[int, str]
        ] = {}  # key in Book.notes → ordinal → anchor
        self.voices: dict[str, list[Span]] = {}  # who speaks in remarks, and where
        self.sources: dict[str, list[Span]] = {}  # whose pages are marked, and where
        self.unset: dict[str, list[Span]] = {}  # what a later delivery sets in type
        self._info, self._where, self._names = info, where, names
        self._anchors, self._keys = anchors, keys
        self._numbers: dict[str, int] = {}
        self._unit = ""
        self._script: Iterator[tuple[str, int] | None] = iter(())
        self._stems: Mapping[str, str] = {}

    def passage(
        self, blocks: tuple[Block, ...], draft: Draft, notes: Notes, note: str
    ) -> tuple[Block, ...]:
        """Lead home what stands in the text of a piece ("") or in one of its notes."""
        self._unit = draft.id
        self._script = iter(notes.script[note])
        self._stems = notes.stems
        return changed_blocks(blocks, self)

    def block(self, node: Block) -> tuple[Block, ...] | None:
        """Remember who speaks in a remark."""
        if isinstance(node, Remark):
            self.voices.setdefault(node.by, []).append(node.span)
        return None

    def inline(self, node: Inline) -> tuple[Inline, ...] | None:
        """Lead an inline home, if it leads anywhere."""
        match node:
            case Reference():
                return self._reference(node)
            case NoteCall():
                return self._call(node)
            case Cite():
                return self._cite(node)
            case PageMark():
                return (self._page_mark(node),)
            case IndexMark():
                self.unset.setdefault("index mark", []).append(node.span)
                children = changed_inlines(node.children, self)
                return (remade(node, children=children, anchor=self._anchor("i")),)
            case Term():
                self.unset.setdefault("glossary term", []).append(node.span)
            case InlineRemark(by=by):
                self.voices.setdefault(by, []).append(node.span)
            case _:  # nothing else leads anywhere
                pass
        return None

    def _anchor(self, letter: str) -> str:
        """Make the next id of a sort in this piece: "x-ch-03-7"."""
        stem = f"{letter}-{self._unit}"
        self._numbers[stem] = self._numbers.get(stem, 0) + 1
        return self._anchors.take(f"{stem}-{self._numbers[stem]}")

    def _call(self, node: NoteCall) -> tuple[Inline, ...]:
        """Make a call's key that of the book. A call that leads nowhere goes."""
        meant = next(self._script)
        if meant is None:
            return ()
        local, ordinal = meant
        key = self._keys[self._unit, local]
        stem = f"c-{self._stems[local]}"
        anchor = self._anchors.take(stem if ordinal == 1 else f"{stem}-{ordinal}")
        self.calls.setdefault(key, {})[ordinal] = anchor
        return (remade(node, key=key, ordinal=ordinal, anchor=anchor),)

    def _page_mark(self, node: PageMark) -> PageMark:
        edition = node.edition
        if not edition and len(self._info.source_editions) == 1:
            edition = next(iter(self._info.source_editions))
        self.sources.setdefault(edition, []).append(node.span)
        anchor = self._anchors.take(ascii_id(f"pb-{edition}-{node.number}"))
        return remade(node, edition=edition, anchor=anchor)

    def _reference(self, node: Reference) -> tuple[Inline, ...]:
        """Lead a reference to its target; one that leads nowhere leaves its words."""
        children = changed_inlines(node.children, self)
        key = self._key(node.label, node.file, node.span)
        if key is None:
            return children
        return (self._led(node, key, children),)

    def _key(self, label: str, file: str, span: Span) -> str | None:
        found = self._where.find(label, file, Place(self._unit, span))
        match found:
            case Label(key=key):
                return key
            case Diagnostic():
                self.found.append(found)
                return None
            case _:
                return found

    def _led(
        self, node: Reference, key: str, children: tuple[Inline, ...] = ()
    ) -> Reference:
        """Lead a reference to a target, with these words if it has any."""
        form = Form.WORDS if children else node.form
        numbered = self._names.get(key, NAMELESS).number
        if (form is Form.NUMBER and not numbered) or (
            form is Form.WORDS and not children
        ):
            form = Form.FULL
        return remade(
            node, label=key, file="", form=form, children=children, anchor=self._anchor("x")
        )  # fmt: skip

    def _cite(self, node: Cite) -> tuple[Inline, ...]:
        """Turn a group of keys into references; what cites a book stays a Cite."""
        if not any(self._where.is_meant(each.key) for each in node.keys):
            self.unset.setdefault("citation", []).append(node.span)
            return (node,)
        said: list[Inline] = []
        for meant, keys in groupby(
            node.keys, lambda each: self._where.is_meant(each.key)
        ):
            for group in ([key] for key in keys) if meant else (list(keys),):
                if said:
                    said.append(Text("; ", span=node.span))
                said += self._cited(group[0]) if meant else self._citation(node, group)
        return tuple(said)

    def _cited(self, key: CiteKey) -> list[Inline]:
        prefix = changed_inlines(key.prefix, self)
        suffix = changed_inlines(key.suffix, self)
        form = Form.NUMBER if key.number_only else Form.FULL
        led = self._key(key.key, "", key.span)
        node = Reference(key.key, form, capital=key.capital, span=key.span)
        middle = [self._led(node, led)] if led else []
        between = [Text(" ", span=key.span)] if _touches(prefix) else []
        return [*prefix, *between, *middle, *suffix]

    def _citation(self, node: Cite, keys: list[CiteKey]) -> list[Inline]:
        """Keep keys of books apart from references they stand in one bracket with."""
        self.unset.setdefault("citation", []).append(keys[0].span)
        source = "; ".join(
            f"{plain(key.prefix)} {'-' if key.number_only else ''}@{key.key}"
            f"{plain(key.suffix)}".strip()
            for key in keys
        )
        fresh = remade(node, keys=tuple(keys), source=f"[{source}]", span=keys[0].span)
        return [fresh]


def _touches(prefix: tuple[Inline, ...]) -> bool:
    """Tell whether words before a key would touch it: "see" would, "see " would not."""
    if not prefix or isinstance(prefix[-1], SoftBreak):
        return False
    last = prefix[-1].value[-1:] if isinstance(prefix[-1], Text) else "x"
    return bool(last) and not last.isspace() and last not in "([«“‘„"
