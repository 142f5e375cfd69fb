"""An ebook and print publishing pipeline."""

from publisher.readymade import keep_methods

__version__ = "0.1.0"

keep_methods()  # before any dataclass is declared
