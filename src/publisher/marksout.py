"""Marks collected and edits applied, as a person sees it: what came in, what is asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from invoke import Exit
from rich.console import Console
from rich.text import Text

from publisher.printout import progress
from publisher.proof.corrections import (
    Certainty,
    Correction,
    Corrections,
    NotOurs,
    State,
)
from publisher.proof.corrections.sarif import as_sarif
from publisher.proofing.applying import Answer, Applied, Shown, apply
from publisher.proofing.collecting import Collected, NoBook, collect
from publisher.proofing.entering import Gathered

_WIDE = 44  # letters shown on each side of what differs
_KEYS = {
    "y": Answer.YES,
    "n": Answer.NO,
    "": Answer.NO,
    "a": Answer.ALL,
    "q": Answer.STOP,
}
_SAID = {"y": "yes", "n": "no", "a": "all", "q": "stop"}


@dataclass(frozen=True, slots=True)
class MarkOrder:
    """What collecting can be asked for."""

    edition: str = ""
    reader: str = ""  # of marks without a name
    apply: bool = False
    yes: bool = False  # apply without asking
    sarif: bool = False


def collect_marks(
    home: Path, out: Path, files: Sequence[Path], order: MarkOrder
) -> None:
    """Collect marks, print them, and apply what they suggest if that was asked for.

    Leaves with 1 where a file cannot be read or an edit cannot be made, with 2 where the
    disk refuses.
    """
    say = Console(highlight=False, soft_wrap=True, markup=False)
    try:
        with progress() as told:
            result = collect(
                home, out, files, edition=order.edition, reader=order.reader, say=told
            )
        tell_collected(result, say)
        folder = result.ledger.folder
        if result.known.rows:
            say.print(str(folder / "corrections.md"))
        wrong = any(each.refused for each in result.files)
        if order.apply:
            wrong = _apply(result, home, order, say) or wrong
        if order.sarif:
            _write_sarif(result, home, say)
    except NoBook as reason:
        raise Exit(str(reason), code=1) from None
    except NotOurs as reason:
        raise Exit(str(reason), code=2) from None
    except OSError as problem:
        told_of = problem.filename or "the corrections"
        words = f"{told_of} cannot be written: {problem.strerror or problem}"
        raise Exit(words, code=2) from None
    if wrong:
        raise Exit(code=1)


def _apply(result: Collected, home: Path, order: MarkOrder, say: Console) -> bool:
    """Apply suggestions; tell whether some could not be."""

    def answer(change: Shown) -> Answer:
        if not order.yes and sys.stdin.isatty():
            return ask(change, say)
        show(change, say)
        return Answer.YES if order.yes else Answer.NO

    applied = apply(result.read, home, result.ledger, answer)
    say.print()
    tell_applied(applied, say, asked=order.yes or sys.stdin.isatty())
    return bool(applied.refused)


def _write_sarif(result: Collected, home: Path, say: Console) -> None:
    """Write the corrections for an editor, beside those for a program."""
    target = result.ledger.folder / "corrections.sarif"
    text = as_sarif(result.ledger.read(), home.resolve().name)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    beside.write_text(text, "utf-8")
    beside.replace(target)
    say.print(str(target))


def tell_collected(result: Collected, say: Console) -> None:
    """Print what each file brought, and what there is in all."""
    for each in result.files:
        for told in _file(each):
            say.print(told)
        for one in each.new:
            say.print()
            for line in _correction(one):
                say.print(line)
        if each.new:
            say.print()
    if result.moved:
        say.print(f"{_many(result.moved, 'correction')} moved with the text")
    say.print(_sum(result.known))


def _file(each: Gathered) -> Iterator[str]:
    if each.refused:
        yield f"error: {each.refused}"
        return
    parts = [f"{len(each.new):,} new"]
    if each.changed:
        parts.append(f"{len(each.changed):,} changed")
    known = each.marks - len(each.new) - len(each.changed)
    if known:
        parts.append(f"{known:,} known")
    told = f": {', '.join(parts)}" if each.marks else ""
    yield f"{each.path.name}: {_many(each.marks, 'mark')}{told}"
    yield from (f"note: {note}" for note in each.notes)


def _correction(each: Correction) -> Iterator[Text]:
    place = str(each.place) if each.place else "no place"
    page = f"page {each.page}" if each.page else f"sheet {each.sheet}"
    head = Text(place, "bold")
    head.append(f": {each.kind}", "cyan")
    head.append(f" ({each.reader}, {page}) {each.id}", "dim")
    yield head
    words = Text("  ")
    before, quote, after = (
        " ".join(part.split()) if part.strip() else part.strip()
        for part in (each.before[-_WIDE:], each.quote or "", each.after[:_WIDE])
    )
    words.append("… " + before + (" " if each.before[-1:].isspace() else ""), "dim")
    quote = f"[{quote}]" if quote else "‸" if before or after else f"[{each.printed}]"
    words.append(quote, "bold")
    words.append((" " if each.after[:1].isspace() else "") + after + " …", "dim")
    yield words
    if each.replacement is not None:
        said = f"“{each.replacement}”" if each.replacement else "(delete)"
        yield Text(f"  → {said}", "green")
    if each.words:
        yield Text("  " + " / ".join(each.words.split("\n")))
    for reply in each.replies:
        yield Text(f"  {reply.reader}: {' / '.join(reply.words.split(chr(10)))}")
    if each.certainty is not Certainty.SURE:
        yield Text(f"  {each.certainty}: {each.doubt}", "yellow")


def _sum(known: Corrections) -> str:
    still = [each for each in known.rows if each.state is State.OPEN]
    parts = [f"{len(still):,} open"]
    unsure = sum(each.certainty is not Certainty.SURE for each in still)
    suggested = sum(each.suggests for each in still)
    inside = []
    if suggested:
        inside.append(_many(suggested, "suggested edit"))
    if unsure:
        inside.append(f"{unsure:,} at a place that is not sure")
    if inside:
        parts[0] += f" ({', '.join(inside)})"
    parts += [f"{known.count(each):,} {each}" for each in (State.DONE, State.DECLINED)]
    return ", ".join(parts)


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def show(change: Shown, say: Console) -> None:
    """Print an edit: the place, who wants it, the words before and after."""
    each = change.correction
    page = f", page {each.page}" if each.page else ""
    head = Text(f"{each.place}", "bold")
    head.append(f" ({each.reader}{page}) {each.id}", "dim")
    say.print()
    say.print(head)
    if each.words:
        say.print(Text("  " + " / ".join(each.words.split("\n"))))
    say.print(_line("- ", change.before, change.old, "red"))
    say.print(_line("+ ", change.after, change.new, "green"))


def _line(sign: str, text: str, part: tuple[int, int], colour: str) -> Text:
    """Show what differs with some words around it."""
    start, end = part
    low, high = max(0, start - _WIDE), min(len(text), end + _WIDE)
    line = Text(f"  {sign}", colour)
    line.append(("…" if low else "") + text[low:start].replace("\n", "⏎"))
    line.append(text[start:end].replace("\n", "⏎"), f"bold {colour} underline")
    line.append(text[end:high].replace("\n", "⏎") + ("…" if high < len(text) else ""))
    return line


def ask(change: Shown, say: Console) -> Answer:
    """Show an edit to a person, and ask."""
    show(change, say)
    choices = ", ".join(f"[{key}]{words[1:]}" for key, words in _SAID.items())
    while True:
        try:
            said = say.input(Text(f"  apply it? {choices}: ")).strip().casefold()
        except EOFError:
            return Answer.STOP
        if said[:1] in _KEYS:
            return _KEYS[said[:1]]


def tell_applied(result: Applied, say: Console, *, asked: bool) -> None:
    """Print what became of the suggestions; leave with 1 where some cannot be made."""
    for each, reason in result.refused:
        place = f"{each.place}: " if each.place else ""
        say.print(f"{place}{each.id} is not applied: {reason}")
    parts = [f"{len(result.done):,} applied"]
    if result.already:
        parts.append(f"{len(result.already):,} there already")
    if result.left:
        parts.append(f"{len(result.left):,} left open")
    if result.refused:
        parts.append(f"{len(result.refused):,} to be made by hand")
    say.print(", ".join(parts))
    if result.left and not asked:
        say.print("nothing was changed: --yes applies them without asking")
    if result.done and result.backup:
        say.print(f"the files as they were: {result.backup}")
