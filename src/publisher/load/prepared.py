"""An image that a book can use."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.artifacts import Asset
from publisher.config.paths import Refusal


@dataclass(frozen=True, slots=True)
class Prepared:
    """An image ready for use, and what had to be said about it."""

    asset: Asset
    remarks: tuple[Refusal, ...] = ()
