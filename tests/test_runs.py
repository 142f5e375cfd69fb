"""Streams in runs: what is put between them is read where it was put."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from publisher.runs import joined, runs, unpacked

LONG = b"0 0 1 rg [<0012>] TJ\n" * 9_000  # farther than deflate looks back
PARTS = st.lists(st.binary(max_size=80) | st.sampled_from([b"", LONG]), min_size=1)


@given(PARTS, st.data())
def test_runs_are_one_stream_with_what_stands_between_them(parts, data):
    """As any program reads it, its sum among what is read."""
    short = st.lists(
        st.binary(max_size=60), min_size=len(parts) - 1, max_size=len(parts) - 1
    )
    between = data.draw(short)
    whole = b"".join(a + b for a, b in zip(parts, [*between, b""], strict=True))

    assert zlib.decompress(joined(runs(parts), between)) == whole


@given(PARTS)
def test_each_run_is_unpacked_alone(parts):
    """It looks back at nothing before it."""
    assert [unpacked(each) for each in runs(parts)] == parts
