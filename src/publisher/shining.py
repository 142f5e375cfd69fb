"""What lets things shine through in a PDF: said by graphics states (ISO 32000-2, 11.6.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pikepdf import Dictionary, Object

WHOLE = frozenset({"/Group"})
"""By what a form shines through as a whole, whatever states it sets."""

_SHINES: Mapping[str, Callable[[Object], bool]] = {
    "/SMask": lambda said: isinstance(said, Dictionary),
    "/BM": lambda said: str(said) not in {"/Normal", "/Compatible"},
    "/ca": lambda said: float(said) < 1,
    "/CA": lambda said: float(said) < 1,
}


def shines(state: Object) -> bool:
    """Tell whether a graphics state lets something shine through."""
    return bool(through(state, frozenset()))


def through(state: Object, before: frozenset[str]) -> frozenset[str]:
    """Give by which entries things shine through from a state on; others stay as they were."""
    now = set(before)
    for key, is_so in _SHINES.items():
        if key in state:
            (now.add if is_so(state[key]) else now.discard)(key)
    return frozenset(now)
