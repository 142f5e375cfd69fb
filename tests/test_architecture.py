"""The direction of flow, the owners of foreign libraries, and what the middle may not do."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "publisher"
MODULES = sorted(SRC.rglob("*.py"))

STAGES = {"load", "parse", "resolve", "render", "layout", "package", "check", "proof"}
LAYERS = [
    {"leaving", "pickling", "readymade", "seldom"},
    {"diagnostics"},
    {"cache", "customs", "house", "printers", "rules", "runs", "workers"},
    {"bookinfo"},
    {"model"},
    {
        "alphabet",
        "artifacts",
        "cids",
        "codepoints",
        "counting",
        "fragments",
        "moment",
        "mottoes",
        "passages",
        "patience",
        "pillow",
        "shelf",
        "shining",
        "templates",
        "tools",
        "tree",
    },
    {
        "excuses",
        "graph",
        "identity",
        "keeping",
        "loopback",
        "meanwhile",
        "records",
        "reports",
    },
    {"marginalia", "outcome", "points", "wraps"},
    {"config", "needs"},
    {"doctor"},
    STAGES,
    {"behind", "binding", "covering", "filing", "means", "orders", "picturing"},
    {"epubmaking", "judging", "printing"},
    {"collating"},
    {"making"},
    {"drafting", "pipeline"},
    {"online", "preview", "printout", "proofing", "stopping", "where"},
    {"commandline", "manyfiles", "marksout", "options"},
    {"makertasks", "prooftasks"},
    {"tasks"},
    {"__main__", "invoking"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

OWNERS = {
    "aiohttp": {"online"},
    "cssselect2": {"check"},
    "ebooklib": {"package"},
    "fontTools": {"layout", "load"},
    "hunspell": {"proof"},
    "invoke": {
        "commandline",
        "makertasks",
        "manyfiles",
        "marksout",
        "options",
        "printout",
        "prooftasks",
        "stopping",
        "tasks",
        "__main__",
        "invoking",
    },
    "jinja2": {"proof", "render", "reports", "templates"},
    "jpype": {"check"},
    "lxml": {"load", "check", "package"},
    "markdown_it": {"parse"},
    "mdit_py_plugins": {"parse"},
    "pikepdf": {"package", "check", "proof", "shining"},
    "PIL": {"check", "load", "package", "pillow", "proof"},
    "pypdfium2": {"check", "codepoints", "loopback", "package", "proof", "proofing"},
    "pydyf": {"layout"},
    "pyphen": {"layout"},
    "rich": {"marksout", "printout", "reports", "tasks"},
    "ruamel": {"config"},
    "subprocess": {"tools"},
    "starlette": {"loopback", "preview", "proof"},
    "tinycss2": {"check", "load"},
    "uharfbuzz": {"check", "cids", "layout", "package"},
    "uvicorn": {"loopback"},
    "watchfiles": {"preview"},
    "weasyprint": {"layout"},
}

PURE = {"parse", "resolve", "render"}
WORLDLY = {
    "datetime", "glob", "io", "os", "random", "secrets", "shutil", "socket",
    "subprocess", "tempfile", "time", "urllib", "uuid",
}  # fmt: skip


def part(path):
    """Name the stage or module a file belongs to."""
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports(path):
    """List every module a file imports, inside functions too, as dotted names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module
            if node.module == "publisher":
                yield from (f"publisher.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_imports_point_down(path):
    """No stage imports another; nothing imports what stands above it."""
    own = part(path)
    for name in imports(path):
        head, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if head == "publisher" and other not in {"", "__version__"}:
            assert other == own or RANK[other] < RANK[own], name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_each_foreign_library_has_one_owner(path):
    """A library is imported only in the rooms that own it."""
    for name in imports(path):
        head = name.partition(".")[0]
        if path.name != "__init__.py" or part(path) != "__init__":
            assert part(path) in OWNERS.get(head, {part(path)}), name


def test_weasyprint_is_known_to_layout_alone():
    """The print engine can be replaced in one folder."""
    knowing = {part(path) for path in MODULES if "weasyprint" in set(imports(path))}

    assert knowing <= {"layout"}


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if part(path) in PURE],
    ids=lambda path: str(path.relative_to(SRC)),
)
def test_the_middle_asks_the_world_for_nothing(path):
    """parse, resolve and render open no file and read no clock, chance or environment."""
    for name in imports(path):
        assert name.partition(".")[0] not in WORLDLY, name
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "open"


GRASPING = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_only_single_characters_are_held_fast(path):
    """No pattern has a group that gives nothing back.

    Python before 3.11.5, as Debian 12 has it, goes on from the wrong place where such a
    group fails halfway (gh-106052): the key of `@one.` would be "one.".
    """
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert GRASPING.search(node.value) is None, node.value


def test_the_root_is_empty_but_for_the_version():
    """No one finds anything in the package root."""
    tree = ast.parse((SRC / "__init__.py").read_text("utf-8"))

    assert [type(node) for node in tree.body] == [ast.Expr, ast.Assign]


def test_a_build_leaves_weasyprint_to_its_workers():
    """Importing it takes a second, and the memory of a process that sets no page."""
    told = "import sys, publisher.pipeline; print('weasyprint' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", told], check=True, capture_output=True, text=True
    )

    assert "False\n" == done.stdout


def test_builds_have_no_network():
    """Who asks the network is one room, and nothing that builds imports it."""
    for path in MODULES:
        if part(path) not in {"online", "tasks"}:
            for name in imports(path):
                assert not name.startswith("publisher.online"), path
                assert name.partition(".")[0] not in {"aiohttp", "requests", "httpx"}
