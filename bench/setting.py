"""Set a book and write its PDFs, and nothing else: no prose read, no file read back, no inks.

    python setting.py FOLDER_OF_BOOK_YAML OUT

That is what the other tools do, though they write one file and we two.
"""

import sys
from pathlib import Path

from publisher.judging import judged
from publisher.making import set_pages
from publisher.means import hired
from publisher.orders import PDF, Order
from publisher.printing import print_pages


def main(home, out):
    """Do it, with whatever the cache has."""
    out.mkdir(parents=True)
    with hired() as means:
        outcome = judged(home, edition="", say=_quiet, cache=means.cache, prose=False)
        laid = set_pages(outcome, means, Order(frozenset({PDF})), _quiet)
        if laid is None:
            sys.exit("\n".join(each.headline for each in outcome.found))
        print_pages(laid, outcome, out, means, _quiet)


def _quiet(_):
    """Say nothing."""


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
