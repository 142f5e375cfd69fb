"""Page numbers in the markup for paper: where one stands, layout puts the number.

Markup is the same whatever the numbers are. Whether a reference says its page at all can
depend on the pages: not where its target is in sight. Such a page is marked with the
reference it belongs to, and layout leaves it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.model import Form, Reference
from publisher.render.markup import Markup

_NUMBER = Markup('<span class="pg" data-page-of="{}">000</span>')


_EITHER = Markup('<span class="gen folio" data-from="{}">{}{}</span>')
"""What stands only if two anchors are ("!") or are not ("=") on one page."""
_RANGE_OF_ONE = Markup("{}\u00a0{}")


@dataclass(frozen=True, slots=True)
class Folios:
    """When a reference says its page, and how the page of an anchor is asked for."""

    rule: str  # BookInfo.page_references: "auto", "always", "never"

    def label(self, anchor: str) -> Markup:
        """Leave room for the page on which an anchor stands: "xii", "112"."""
        return _NUMBER.format(anchor)

    def wanted(self, node: Reference) -> bool:
        """Tell whether "p. 112" follows what a reference says, near or far."""
        return self.rule != "never" and node.form not in {Form.PAGE, Form.NUMBER}

    def unless_near(self, node: Reference) -> Markup:
        """Mark a page that is not said where the target is in sight."""
        if self.rule == "always" or not node.anchor:
            return Markup()
        return Markup(' data-from="{}"').format(node.anchor)

    def span(self, first: str, last: str, words: Mapping[str, str]) -> Markup:
        """Say "Notes to pages 112–118", or "to page 112" where all are to that one."""
        if first == last:
            return _RANGE_OF_ONE.format(words["notes-to-page"], self.label(first))
        one = (f"!{first}", f"{words['notes-to-page']}\u00a0", self.label(last))
        many = (f"={last}", f"{words['notes-to-pages']}\u00a0", self.label(first))
        to = (f"={first}", "–", self.label(last))
        return Markup().join(_EITHER.format(*each) for each in (one, many, to))
