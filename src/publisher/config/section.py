"""A table of book.yaml while it is being read: typed answers, and every fault noted.

A reader asks a section for the keys it knows. What was never asked for is unknown, so
the list of keys allowed in a place is exactly the list of keys that are read there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from publisher import rules
from publisher.config.values import Entry, Items, Table, Value, Word, key_twice
from publisher.diagnostics import Diagnostic, Span


@dataclass(slots=True)
class Ledger:
    """What has been found, and every section met: keys are judged at the end."""

    found: list[Diagnostic] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def section(self, table: Table, name: str) -> Section:
        """Begin to read a table; `name` is its dotted key, "" for the whole file."""
        section = Section(table, name, self)
        self.sections.append(section)
        return section

    def wrong(self, value: Value, what: str, wanted: str, example: str) -> None:
        """Note a value of the wrong kind, with an example of a right one."""
        self.found.append(
            rules.WRONG_TYPE.at(
                value.span,
                f'"{what}" should be {wanted}, not {described(value)}',
                hint=f"for example: {example}",
            )
        )


@dataclass(slots=True)
class Section:
    """A table, the dotted key it stands under, and the keys asked for so far."""

    table: Table
    name: str
    ledger: Ledger
    asked: list[str] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """The place where the table begins."""
        return self.table.span

    def entry(self, *keys: str) -> Entry | None:
        """Find a key under any of its names; a second name for it is a fault."""
        self.asked += [key for key in keys if key not in self.asked]
        present = [each for each in self.table.entries if each.key.text in keys]
        for other in present[1:]:
            self.ledger.found.append(key_twice(other.key, present[0].key.span))
        if not present or is_empty(present[0].value):
            return None
        return present[0]

    def value(self, *keys: str) -> Value | None:
        """Give what stands behind a key; None if nothing does."""
        entry = self.entry(*keys)
        return entry.value if entry else None

    def word(self, *keys: str, example: str = '"…"') -> Word | None:
        """Give the single value behind a key."""
        value = self.value(*keys)
        if value is None or isinstance(value, Word):
            return value
        self.ledger.wrong(value, keys[0], "one text", f"{keys[0]}: {example}")
        return None

    def text(self, *keys: str, example: str = '"…"') -> str:
        """Give the text behind a key, or an empty one."""
        word = self.word(*keys, example=example)
        return word.text.strip() if word else ""

    def texts(self, *keys: str, example: str = '["…", "…"]') -> tuple[str, ...]:
        """Give one text or a list of them as a tuple."""
        return tuple(word.text.strip() for word in self.words(*keys, example=example))

    def words(self, *keys: str, example: str = '["…", "…"]') -> Iterator[Word]:
        """Yield the single values behind a key that may have one or a list."""
        value = self.value(*keys)
        for member in members(value):
            if isinstance(member, Word):
                yield member
            else:
                self.ledger.wrong(member, keys[0], "a text", f"{keys[0]}: {example}")

    def flag(self, key: str, *, default: bool) -> bool:
        """Give true or false."""
        word = self.word(key, example="true")
        if word is None:
            return default
        if word.plain and word.text.lower() in {"true", "false"}:
            return word.text.lower() == "true"
        self.ledger.wrong(word, key, "true or false", f"{key}: true")
        return default

    def whole(self, key: str, *, least: int, most: int) -> int | None:
        """Give a whole number within bounds."""
        word = self.word(key, example=str(least))
        if word is None:
            return None
        if word.text.isascii() and word.text.isdigit() and len(word.text) < 10:
            number = int(word.text)
            if least <= number <= most:
                return number
        bounds = f"a whole number from {least} to {most}"
        self.ledger.wrong(word, key, bounds, f"{key}: {least}")
        return None

    def choice(self, key: str, allowed: Sequence[str], *, default: str) -> str:
        """Give one of the words allowed."""
        word = self.word(key, example=allowed[0])
        if word is None or word.text in allowed:
            return word.text if word else default
        near = get_close_matches(word.text, allowed, n=1)
        guess = f'did you mean "{near[0]}"? ' if near else ""
        self.ledger.found.append(
            rules.WRONG_TYPE.at(
                word.span,
                f'"{key}" cannot be "{shortened(word.text)}"',
                hint=f"{guess}allowed: {', '.join(allowed)}",
            )
        )
        return default

    def section(self, key: str, *, example: str) -> Section:
        """Give the table behind a key; an empty one if there is none."""
        value = self.value(key)
        name = f"{self.name}.{key}" if self.name else key
        if isinstance(value, Table):
            return self.ledger.section(value, name)
        if value is not None:
            self.ledger.wrong(value, key, "a set of keys", example)
        return self.ledger.section(Table((), self.span), name)

    def named(self, key: str, *, example: str) -> Iterator[Entry]:
        """Yield the entries of a table whose keys are the author's own."""
        value = self.value(key)
        if isinstance(value, Table):
            yield from value.entries
        elif value is not None:
            self.ledger.wrong(value, key, "a set of keys", example)

    def missing(self, key: str, why: str, example: str) -> None:
        """Note that a key is missing which this place needs."""
        self.ledger.found.append(
            rules.MISSING_KEY.at(self.span, why, hint=f"write {key}: {example}")
        )


def members(value: Value | None) -> tuple[Value, ...]:
    """Give the members of a list; of anything else, itself; of nothing, nothing."""
    if value is None:
        return ()
    return value.members if isinstance(value, Items) else (value,)


def is_empty(value: Value) -> bool:
    """Tell whether a key has nothing behind it, which is the same as leaving it out."""
    return isinstance(value, Word) and value.plain and value.text in {"", "~"}


def described(value: Value) -> str:
    """Say what a value is, in a message."""
    match value:
        case Word(text=text):
            return f'"{shortened(text)}"' if text.strip() else "empty"
        case Items():
            return "a list"
        case Table():
            return "a set of keys"


def shortened(text: str) -> str:
    """Keep a quoted text short enough for a message of one line."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
