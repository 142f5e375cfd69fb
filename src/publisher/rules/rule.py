"""What a rule is: a kind of finding, with what an editor needs to know about it."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.diagnostics import Diagnostic, Severity, Span

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: its code, how much it matters, and what it is about.

    `title` is one line, without a full stop. `why` says in whole sentences what a
    reader, a shop or a press would suffer; `cure` what the editor can do now. Both are
    plain text in which `…` marks what is typed.
    """

    code: str
    severity: Severity
    title: str
    why: str
    cure: str

    def at(self, span: Span, message: str, hint: str | None = None) -> Diagnostic:
        """Make a finding of this rule."""
        return Diagnostic(self.code, self.severity, span, message, hint)
