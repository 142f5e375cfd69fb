"""One fault on the pages of one unit, as it is kept with them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, on which page of its unit, and where that was written."""

    code: str  # of its rule
    page: int  # of the unit, from 1
    at: str  # data-at of the block
    said: str  # what is wrong; "PAGE" stands for what the page is called
