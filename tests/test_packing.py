"""Streams compressed side by side come out as they would one by one."""

import pytest

from publisher.package.pdf import packing
from publisher.package.pdf.syntax import compressed


@pytest.mark.parametrize("hands", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
@pytest.mark.parametrize("many", [0, 10_000_000])
def test_all_are_compressed_in_their_order(hands, count, many, monkeypatch):
    """However many do it, and however much it is."""
    monkeypatch.setattr(packing, "usable_cores", lambda: hands)
    monkeypatch.setattr(packing, "MANY", many)
    bodies = [b"%d" % number * 500 for number in range(count)]

    assert [compressed(each) for each in bodies] == packing.all_compressed(bodies)
