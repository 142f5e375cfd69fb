"""Load, parse, resolve and check one book, and say what is in it.

python reading.py FOLDER_OF_BOOK_YAML
"""

import sys
from pathlib import Path

from publisher import pipeline

if __name__ == "__main__":
    outcome = pipeline.check(Path(sys.argv[1]))
    print(f"{len(outcome.book.notes):,} notes, {len(outcome.found)} findings")
