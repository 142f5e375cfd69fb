"""The collector of Python, told to wait: what imports make stays, and so does a book."""

import gc

_last: list[object] = []


def be_patient() -> None:
    """Look for what can be let go of after so many new objects, not after every 700."""
    gc.set_threshold(1_000_000, 20, 50)


def look_no_more(*made: object) -> None:
    """Leave all there is to the end of this process: nobody looks through it once more.

    Nor is what was `made` let go of before: for a long book that takes 0.006 s.
    """
    _last.extend(made)
    gc.freeze()
