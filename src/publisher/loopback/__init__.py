"""Servers on this machine alone: who may ask, how they listen, what they show of a book.

Shared by the preview (decision 0012) and the proof desk (decision 0026).
"""

from pathlib import Path

SHARED = Path(__file__).parent / "static"
"""What is served to browsers below /shared."""
