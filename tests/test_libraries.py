"""Libraries that WeasyPrint needs: found without the compiler's help."""

import ctypes.util
import subprocess
import sys

import pytest

from publisher.layout.libraries import NEEDED, found_by_name

LOADED = """
import ctypes.util, sys
begun = []
sys.addaudithook(lambda event, told: event == "subprocess.Popen" and begun.append(told[0]))
before = ctypes.util.find_library
{how}
from weasyprint.text import ffi
assert ctypes.util.find_library is before
there = ffi.harfbuzz_subset is not None, ffi.harfbuzz_vector is not None
print(ffi.pango.pango_version(), *there, len(begun))
"""


def loaded(how):
    """Load WeasyPrint in a new process; say which Pango it has, and what was begun for it."""
    told = LOADED.format(how=how)
    done = subprocess.run(
        [sys.executable, "-c", told], check=True, capture_output=True, text=True
    )
    return done.stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a compiler asked")
def test_the_same_libraries_are_found_by_their_names():
    """One process for each that is needed reads the list of the loader."""
    *alone, _ = loaded("import weasyprint")
    *by_name, begun = loaded("import publisher.layout.weasy")

    assert alone == by_name
    assert int(begun) <= len(NEEDED)


def test_afterwards_libraries_are_looked_for_as_before():
    """Also when the import fails."""
    before = ctypes.util.find_library
    with pytest.raises(OSError, match="no such library"), found_by_name():
        raise OSError("no such library")

    assert ctypes.util.find_library is before
