"""The collector of Python, told to wait: what imports make stays, and so does a book."""

import gc


def be_patient() -> None:
    """Look for what can be let go of after so many new objects, not after every 700."""
    gc.set_threshold(1_000_000, 20, 50)


def look_no_more() -> None:
    """Leave all there is to the end of this process: nobody looks through it once more."""
    gc.freeze()
