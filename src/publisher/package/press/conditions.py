"""Printing conditions: the press and paper that colours are made for, and their profiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "profiles"
REGISTRY = "http://www.color.org"
"""Of characterised printing conditions (ISO 15930-7, 6.2.2)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A characterised printing condition, by its name in the registry of the ICC."""

    identifier: str
    words: str
    file: str  # of the profile, among those beside this module

    @property
    def profile(self) -> Path:
        """The ICC profile, from colours to inks and back."""
        return FOLDER / self.file


_COATED = "Coated FOGRA39 (ISO 12647-2:2004)"
CONDITIONS: Mapping[str, Condition] = {
    "fogra39": Condition("FOGRA39", _COATED, "ISOcoated_v2_300_bas.icc"),
    "fogra39-light": Condition("FOGRA39", _COATED, "fogra39-232.icc"),
}
"""By the key that `printers.yaml` names them with."""
