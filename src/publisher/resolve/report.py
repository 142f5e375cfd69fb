"""Findings that are made once for many places: voices, earlier editions, what is unset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from publisher import rules
from publisher.bookinfo import BookInfo
from publisher.diagnostics import Diagnostic, Span
from publisher.resolve.nearness import hint

Places = Mapping[str, list[Span]]
"""Where each of several things was met, in reading order."""


def unknown_voices(voices: Places, info: BookInfo) -> Iterator[Diagnostic]:
    """Report, once for each, those who speak in remarks and are not in book.yaml."""
    for by, spans in voices.items():
        if by in info.voices:
            continue
        if not by:
            yield rules.UNKNOWN_VOICE.at(
                spans[0],
                f"a remark does not say who speaks{_times(spans)}",
                hint='write who, as in "by=tr", and name them under remarks in book.yaml',
            )
        else:
            yield rules.UNKNOWN_VOICE.at(
                spans[0],
                f'a remark is by "{by}", whom book.yaml does not name{_times(spans)}',
                hint=hint(by, info.voices, f'name "{by}" under remarks in book.yaml'),
            )


def unknown_sources(sources: Places, info: BookInfo) -> Iterator[Diagnostic]:
    """Report page marks of editions not in book.yaml, unless it names none at all."""
    if not info.source_editions:
        return
    for edition, spans in sources.items():
        if edition in info.source_editions:
            continue
        said = f'the edition "{edition}"' if edition else "no edition"
        yield rules.UNKNOWN_SOURCE.at(
            spans[0],
            f"a page mark names {said}, which book.yaml does not{_times(spans)}"
            if edition
            else f"a page mark does not say of which edition{_times(spans)}",
            hint=hint(edition, info.source_editions, "list it under source-editions"),
        )


def not_yet_set(unset: Places) -> Iterator[Diagnostic]:
    """Say once how much is kept for the index, the glossary and the bibliography."""
    if unset:
        first = next(iter(sorted(spans[0] for spans in unset.values())))
        counts = [_counted(len(spans), what) for what, spans in unset.items()]
        yield rules.NOT_YET_SET.at(
            first,
            f"{_joined(counts)} kept, not yet set in type",
            hint="nothing is lost: a later version of the publisher sets them",
        )


def _times(spans: list[Span]) -> str:
    return f" ({len(spans)} places)" if len(spans) > 1 else ""


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _joined(counts: Iterable[str]) -> str:
    *most, last = counts
    return f"{', '.join(most)} and {last}" if most else last
