"""Which place a label means, and what is said when it means none or two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher import rules
from publisher.diagnostics import Diagnostic, Span
from publisher.resolve.labels import OWN_PREFIXES, folded, prefix_of
from publisher.resolve.nearness import nearest
from publisher.resolve.numbering import Label


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reference stands: its piece and the exact spot."""

    unit: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """All labels of the book, to be looked up."""

    labels: Mapping[str, list[Label]]  # by the label as compared
    files: Mapping[PurePosixPath, str]  # file → Draft.id
    pieces: Mapping[str, str]  # Draft.id → key of the piece
    removed: Mapping[str, Span]  # labels that this edition leaves out
    prefixes: frozenset[str]  # what a label can begin with
    complete: bool  # every file of the book could be read
    initials: Mapping[str, list[str]]  # first letter → the author's labels
    notes: frozenset[str] = frozenset()  # ids of notes, which are no labels
    guesses: dict[str, str | None] = field(default_factory=dict)

    def find(
        self, label: str, file: str, place: Place
    ) -> Label | str | Diagnostic | None:
        """Find what a label means: a Label, a file's own key, a finding, or nothing.

        Nothing is said (None) of what may be in a file that could not be read.
        """
        if not file:
            return self._choose(label, self.known(label), place)
        path = PurePosixPath(file)
        if path not in self.files:
            return self._unknown_file(file, place) if self.complete else None
        if not label:
            return self.pieces[self.files[path]]
        unit = self.files[path]
        there = [
            each
            for each in self.known(label)
            if each.unit == unit or each.span.path == path
        ]
        return self._choose(label, there, place)

    def known(self, label: str) -> list[Label]:
        """List what has a label. `@key` is told without its capital, so both are tried."""
        form = folded(label)
        capital = form[:1].upper() + form[1:]
        return self.labels.get(form) or self.labels.get(capital) or []

    def is_meant(self, key: str) -> bool:
        """Tell whether `@key` is a reference, or a slip for one, and no citation."""
        if any(each.own for each in self.known(key)) or folded(key) in self.removed:
            return True
        return prefix_of(key) in self.prefixes or self._guess(key) is not None

    def _choose(
        self, label: str, found: list[Label], place: Place
    ) -> Label | Diagnostic | None:
        """Take the one in the same file; the author's own before one made from words."""
        if not found:
            return self._unknown(label, place) if self.complete else None
        near = [each for each in found if each.unit == place.unit] or found
        best = [each for each in near if each.own] or near
        if len({each.unit for each in best}) == 1 or self._is_numbered(best[0]):
            return best[0]
        return _ambiguous(label, best, place)

    def _is_numbered(self, label: Label) -> bool:
        """Tell a figure from a section: that its label is there twice was said there."""
        return label.kind in self.prefixes and label.kind not in OWN_PREFIXES

    def _unknown_file(self, file: str, place: Place) -> Diagnostic:
        names = {str(path).lower(): str(path) for path in self.files}
        if file.lower() in names:
            hint = f'it is written "{names[file.lower()]}", with other capitals'
        elif near := nearest(file, names.values()):
            hint = f'did you mean "{near}"?'
        else:
            hint = "list the file in book.yaml, or mend the link"
        return rules.UNKNOWN_FILE.at(
            place.span, f'no file of the book is called "{file}"', hint
        )

    def _unknown(self, label: str, place: Place) -> Diagnostic:
        form, elsewhere = folded(label), self.known(label)
        if form in self.removed:
            hint = (
                f"it is at {self.removed[form]}, in a passage this edition leaves out"
            )
        elif elsewhere:
            hint = f"it is in another file, at {elsewhere[0].span}"
        elif note := self._note(label):
            hint = f'it is a note: call it with "[^{note}]" in its own file'
        elif near := self._guess(label):
            hint = f'did you mean "{near}"?'
        else:
            hint = f'write "{{#{label}}}" behind what it should lead to'
        return rules.UNKNOWN_LABEL.at(
            place.span, f'nothing in the book is labelled "{label}"', hint
        )

    def _note(self, label: str) -> str:
        """Find the note that a link is meant for, by its id or as other programs call it."""
        bare = re.sub(r"^(?:\^|fn[:-]?|fnref[:-]?|note[:-]|footnote[:-])", "", label)
        return next((each for each in (label, bare) if each in self.notes), "")

    def _guess(self, label: str) -> str | None:
        """Find the label of the author's most like this one, if it begins alike.

        Only those are tried, and each label once: a book may cite thousands of others.
        """
        if label not in self.guesses:
            alike = self.initials.get(label[:1], ())
            self.guesses[label] = nearest(label, alike, cutoff=0.8)
        return self.guesses[label]


def directory(
    labels: Iterable[Label],
    files: Mapping[PurePosixPath, str],
    pieces: Mapping[str, str],
    removed: Mapping[str, Span],
    kinds: Iterable[str],
    *,
    complete: bool,
    notes: Iterable[str] = (),
) -> Directory:
    """Sort the labels of the book so that they can be looked up."""
    by_form: dict[str, list[Label]] = {}
    initials: dict[str, list[str]] = {}
    for each in labels:
        if each.written:
            by_form.setdefault(folded(each.written), []).append(each)
        if each.own:
            initials.setdefault(each.written[:1], []).append(each.written)
    return Directory(
        labels=by_form,
        files=files,
        pieces=pieces,
        removed=removed,
        prefixes=OWN_PREFIXES.union(kinds),
        complete=complete,
        initials=initials,
        notes=frozenset(notes),
    )


def _ambiguous(label: str, found: list[Label], place: Place) -> Diagnostic:
    places = " and ".join(str(each.span) for each in found[:3])
    return rules.AMBIGUOUS_LABEL.at(
        place.span,
        f'"{label}" could lead to {len(found)} places',
        hint=f'they are at {places}; name the file, as in "[](file.md#{label})"',
    )
