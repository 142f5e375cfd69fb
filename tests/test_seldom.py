"""Modules that libraries hardly ever need: not imported, and there when they do."""

import subprocess
import sys
from contextlib import suppress
from importlib import metadata

import pytest

from publisher.seldom import BY_INVOKE, BY_WEASYPRINT, seldom_imported, version

IMPORTED = """
import sys
import publisher.layout.weasy
print([name for name in {names!r} if name in sys.modules])
import weasyprint.pdf.fonts as pdf, weasyprint.text.fonts as text
{then}
"""
USED = """
from fontTools import subset
from fontTools.ttLib import woff2
from fontTools.varLib.instancer import instantiateVariableFont
assert pdf.subset.Options is subset.Options
assert pdf.instantiateVariableFont is not instantiateVariableFont
assert text.woff2.decompress is woff2.decompress
print(subset.__file__.endswith("__init__.py"))
"""
VARIABLE = """
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
made = FontBuilder(1000, isTTF=True)
made.setupGlyphOrder([".notdef"])
made.setupCharacterMap({})
made.setupGlyf({".notdef": TTGlyphPen(None).glyph()})
made.setupHorizontalMetrics({".notdef": (500, 0)})
made.setupHorizontalHeader()
made.setupNameTable({"familyName": "Variable"})
made.setupOS2()
made.setupPost()
made.setupFvar([("wght", 100, 400, 900, "Weight")], [])
made.setupGvar({})
still = pdf.instantiateVariableFont(made.font, {"wght": 700}, static=True)
print("fvar" in still, still["OS/2"].usWeightClass)
"""


MOCKED = """
import sys
sys.argv = ["publisher", "--version"]
from publisher.__main__ import main
try:
    main()
finally:
    print([each for each in {seldom!r} if each in sys.modules])
    import invoke, importlib.metadata as metadata
    print(metadata.version("invoke") == invoke.__version__, metadata.files is not None)
    from invoke.util import yaml
    print(yaml.safe_load("a: [1]"))
    from invoke import MockContext, Result
    print(MockContext(run=Result("as if")).run("anything").stdout)
    from unittest import mock
    print(mock.Mock.__name__)
"""


def imported(then=""):
    """Import WeasyPrint in a new process, and do something; give what it prints."""
    return told_by(IMPORTED.format(names=sorted(BY_WEASYPRINT), then=then))


def told_by(program):
    """Run a program in a new process; give what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


def test_they_are_not_imported_with_weasyprint():
    """Nor does anything stand in their place in the list of modules."""
    assert imported() == ["[]"]


def test_what_weasyprint_asks_of_them_is_theirs():
    """And whoever imports them gets the modules themselves."""
    assert imported(USED) == ["[]", "True"]


def test_a_variable_font_is_made_still():
    """By the function that WeasyPrint imported before its module was there."""
    assert imported(VARIABLE) == ["[]", "False 700"]


def test_a_command_imports_nothing_for_those_who_test_tasks():
    """And whoever does finds what Invoke has for them."""
    seldom = ["asyncio", "email", *BY_INVOKE]

    assert told_by(MOCKED.format(seldom=seldom))[1:] == [
        "[]",
        "True True",
        "{'a': [1]}",
        "as if",
        "Mock",
    ]


def test_a_version_is_asked_for_where_no_folder_tells(monkeypatch):
    """As in the packages of a distribution, or where there is none."""
    monkeypatch.setitem(sys.modules, "importlib.metadata", sys)

    with pytest.raises(ModuleNotFoundError, match="not-there"):
        version("not-there")
    assert version("invoke") == metadata.version("invoke")


def test_afterwards_the_list_of_modules_is_as_before(monkeypatch):
    """Also when the import fails, and where they were there already."""
    monkeypatch.setitem(sys.modules, "fontTools.subset", sys)
    monkeypatch.delitem(sys.modules, "fontTools.ttLib.woff2", raising=False)
    before = dict(sys.modules)
    meanwhile = {}
    with suppress(OSError), seldom_imported(BY_WEASYPRINT):
        meanwhile |= {name: sys.modules[name] for name in BY_WEASYPRINT}
        raise OSError("no such library")

    assert meanwhile["fontTools.subset"] is sys
    assert "decompress" not in vars(meanwhile["fontTools.ttLib.woff2"])
    assert {name: sys.modules[name] for name in before} == before
    assert "fontTools.ttLib.woff2" not in sys.modules
