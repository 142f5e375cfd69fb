"""An ebook and print publishing pipeline."""

__version__ = "0.1.0"
