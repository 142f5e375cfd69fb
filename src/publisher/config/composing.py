"""From the YAML of book.yaml to values.

Aliases are followed; one that stands inside what it repeats, or repeats itself without
bounds, ends the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from publisher import rules
from publisher.config import mistakes
from publisher.config.decoding import unescaped
from publisher.config.values import Entry, Items, Table, Value, Word, key_twice
from publisher.diagnostics import Diagnostic, Span
from publisher.rules import Rule

DEEPEST = 40
MOST = 50_000
"""Values of one book.yaml, those that aliases repeat counted each time."""


def values(text: str, path: PurePosixPath) -> tuple[Value | None, list[Diagnostic]]:
    """Read YAML; None when it is not YAML at all, or holds nothing."""
    composer = _Composer(text, path)
    try:
        value = composer.document()
    except _StopError as stop:
        return None, [*composer.found, stop.finding]
    except MarkedYAMLError as problem:
        bracket = composer.brackets[-1] if composer.brackets else None
        return None, [*composer.found, mistakes.explained(problem, text, path, bracket)]
    except YAMLError as problem:
        message = f"this is not YAML: {problem}".split("\n")[0]
        return None, [*composer.found, rules.YAML_SYNTAX.at(Span(path, 1), message)]
    return value, composer.found


class _StopError(Exception):
    """Reading cannot go on, for the reason in `finding`."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.headline)
        self.finding = finding


class _Composer:
    """Builds values out of the parser's events, one document, within bounds."""

    def __init__(self, text: str, path: PurePosixPath) -> None:
        self.path = path
        self.found: list[Diagnostic] = []
        self.events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
        self.anchors: dict[str, tuple[Value, int]] = {}  # and how many values are in it
        self.open: set[str] = set()
        self.brackets: list[
            Span
        ] = []  # where the lists in brackets begin that are open
        self.count = 0

    def document(self) -> Value | None:
        """Compose the first document and refuse a second."""
        value: Value | None = None
        begun = False
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                if begun:
                    message = 'a second document begins at "---"'
                    raise self.stop(
                        rules.YAML_SYNTAX, event, message, "take the line out"
                    )
                begun = True
                value = self.value(next(self.events), 0)
        return value

    def value(self, event: Event, depth: int) -> Value:
        """Compose the value that begins with an event."""
        self.bounded(event, 1, depth)
        if isinstance(event, AliasEvent):
            return self.repeated(event)
        assert isinstance(event, ScalarEvent | CollectionStartEvent), event
        self.untagged(event)
        if not event.anchor:
            return self.composed(event, depth)
        self.open.add(event.anchor)
        before = self.count
        composed = self.composed(event, depth)
        self.open.discard(event.anchor)
        self.anchors[event.anchor] = (composed, self.count - before + 1)
        return composed

    def composed(self, event: ScalarEvent | CollectionStartEvent, depth: int) -> Value:
        """Compose a scalar, a list or a table."""
        if isinstance(event, ScalarEvent):
            text = event.value or event.tag or ""  # a tag alone was meant as the text
            if event.style == '"':
                text, faults = unescaped(text, self.at(event))
                self.found += faults
            return Word(text, self.at(event), plain=event.style is None)
        if event.flow_style:
            self.brackets.append(self.at(event))
        value: Value
        if isinstance(event, SequenceStartEvent):
            value = Items(tuple(self.members(depth)), self.at(event))
        else:
            value = Table(tuple(self.entries(depth)), self.at(event))
        if event.flow_style:
            self.brackets.pop()
        return value

    def members(self, depth: int) -> Iterator[Value]:
        """Compose what a list holds."""
        while not isinstance(event := next(self.events), SequenceEndEvent):
            yield self.value(event, depth + 1)

    def entries(self, depth: int) -> Iterator[Entry]:
        """Compose what a table holds; of a key that stands twice the first counts."""
        first: dict[str, Span] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.value(event, depth + 1)
            value = self.value(next(self.events), depth + 1)
            if not isinstance(key, Word):
                message, hint = "a key should be one word", 'write it as "key: value"'
                self.found.append(rules.WRONG_TYPE.at(key.span, message, hint))
            elif key.text in first:
                self.found.append(key_twice(key, first[key.text]))
            else:
                first[key.text] = key.span
                yield Entry(key, value)

    def repeated(self, event: AliasEvent) -> Value:
        """Follow an alias."""
        name = event.anchor
        if name in self.open:
            message = f'"*{name}" stands inside what it repeats, so it would never end'
            raise self.stop(rules.WRONG_TYPE, event, message, "write the entries out")
        if name not in self.anchors:
            message = f'"*{name}" repeats something that is not there'
            hint = "put a value that begins with * in quotes"
            raise self.stop(rules.YAML_SYNTAX, event, message, hint)
        value, size = self.anchors[name]
        self.bounded(event, size, 0)
        return value

    def bounded(self, event: Event, more: int, depth: int) -> None:
        """Count values, and stop where they are too many or too deep."""
        self.count += more
        hint = "a book needs a few levels, and a line for each chapter"
        if self.count > MOST:
            message = "there is more here than a book can need"
            raise self.stop(rules.WRONG_TYPE, event, message, hint)
        if depth > DEEPEST:
            message = "there are more levels here than a book can need"
            raise self.stop(rules.WRONG_TYPE, event, message, hint)

    def untagged(self, event: ScalarEvent | CollectionStartEvent) -> None:
        """Refuse a `!tag`: nothing in book.yaml is anything but text, list or table."""
        if event.tag is not None:
            message = f'"{event.tag}" is a tag, and book.yaml has none'
            hint = "put a value that begins with ! in quotes"
            self.found.append(rules.YAML_SYNTAX.at(self.at(event), message, hint))

    def at(self, event: Event) -> Span:
        """Give the place where an event begins."""
        return Span(self.path, event.start_mark.line + 1, event.start_mark.column + 1)

    def stop(self, rule: Rule, event: Event, message: str, hint: str) -> _StopError:
        """Make the error that ends the reading."""
        return _StopError(rule.at(self.at(event), message, hint))
