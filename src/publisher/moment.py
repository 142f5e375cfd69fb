"""The moment that all dates of finished files are set to."""

import os


def moment() -> int | None:
    """Give the moment that SOURCE_DATE_EPOCH sets for all dates, in seconds since 1970.

    https://reproducible-builds.org/specs/source-date-epoch/. What is no such number is
    passed over, as is its absence: no clock is asked.
    """
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 12 else None
