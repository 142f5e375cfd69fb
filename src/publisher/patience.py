"""The collector of Python, told to wait: what imports make stays, and so does a book."""

import gc


def be_patient() -> None:
    """Look for what can be let go of after so many new objects, not after every 700."""
    gc.set_threshold(100_000, 20, 50)
