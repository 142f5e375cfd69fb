"""Methods of dataclasses and regular expressions are compiled once."""

import marshal
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from publisher import readymade
from publisher.templates import Readymade

SOURCE = Path(__file__).parents[1] / "src"
COUNTED = """
import builtins, re, sys
sys.dont_write_bytecode = {silent}
compiled = []
real = builtins.compile
def counted(text, name, *others, **named):
    if name == "<string>":
        compiled.append(text)
    return real(text, name, *others, **named)
builtins.compile = counted
parse = re._parser.parse
re._parser.parse = lambda text, flags: compiled.append(text) or parse(text, flags)
from publisher.readymade import keep_compiled
keep_compiled()
from dataclasses import dataclass
compiled.clear()
import words
re.compile("a book's own")
compiled.remove("a book's own")
@dataclass(frozen=True, slots=True, order=True)
class Folio:
    label: str
    page: int = 1
print(len(compiled), words.FOUND, Folio("iv", 4), Folio("a") < Folio("b"), hash(Folio("a")) != 0)
"""
WORDS = """
import re
WORD = re.compile("([a-zäß]+)-(?P<last>[k-z]*)", re.IGNORECASE)
FOUND = WORD.fullmatch("Groß-NO").lastgroup, re.sub(b"a|b", b"", b"abc", 1)
"""
SAID = "('last', b'bc') Folio(label='iv', page=4) True True"


def declared(folder, *, silent=False):
    """Declare a dataclass in a new process, and say how much had to be compiled for it."""
    (folder / "words.py").write_text(WORDS, "utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{SOURCE}:{folder}",
        "PYTHONPYCACHEPREFIX": str(folder),
    }
    script = COUNTED.format(silent=silent)
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    )
    count, said = done.stdout.strip().split(" ", 1)
    return int(count), said


def test_they_are_compiled_once(tmp_path):
    first, said = declared(tmp_path)
    second, again = declared(tmp_path)

    assert first > 0
    assert second == 0
    assert said == again == SAID


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-9], lambda _: b"", lambda d: d * 2]
)
def test_what_is_damaged_is_compiled_again(tmp_path, spoil):
    first, _ = declared(tmp_path)
    (kept,) = tmp_path.rglob("*.methods")
    kept.write_bytes(spoil(kept.read_bytes()))

    assert declared(tmp_path) == (first, SAID)
    assert declared(tmp_path) == (0, SAID)


@pytest.mark.parametrize("flags", [0, re.IGNORECASE | re.ASCII, int(re.VERBOSE)])
@pytest.mark.parametrize("text", ["(?P<a>é|[^Σ-ω])+?(?P<b>x)?", b"[a-f]{2,}(?i:k)", ""])
def test_an_expression_is_as_it_would_be(monkeypatch, text, flags):
    monkeypatch.setattr(readymade, "_known", {})
    monkeypatch.setattr(readymade, "_importing", lambda _: True)
    plain, first, again = (
        compiled(text, flags)
        for compiled in (readymade._compile, *[readymade._expression] * 2)
    )

    assert plain == first == again
    assert first is not again
    assert plain.groupindex == again.groupindex


def test_a_template_is_compiled_once(monkeypatch):
    """What it gives depends on its text, and on how it is read."""
    monkeypatch.setattr(readymade, "_known", {})
    text, compiled = "{% if a %}\n  {{ a }}\n{% endif %}\n", []

    class Counted(Environment):
        def compile(self, *arguments, **named):
            compiled.append(arguments)
            return super().compile(*arguments, **named)

    def filled(text, **how):
        loader = DictLoader({"page": text})
        environment = Counted(loader=loader, bytecode_cache=Readymade(), **how)
        return environment.get_template("page").render(a="<b>")

    ways = (text, {}), (text, {"autoescape": True}), (text, {"trim_blocks": True})
    first = [filled(text, **how) for text, how in (*ways, (text * 2, {}))]
    again = [filled(text, **how) for text, how in (*ways, (text * 2, {}))]

    assert first == again
    assert len(set(first)) == len(compiled) == 4
    assert all(map(marshal.dumps, readymade._known))


def test_nothing_is_written_where_no_bytecode_is(tmp_path):
    declared(tmp_path, silent=True)

    assert list(tmp_path.rglob("*.methods")) == []


@pytest.mark.parametrize("silent", [False, True], ids=["kept", "unwanted"])
@pytest.mark.parametrize(
    "command",
    [("publisher",), ("publisher.invoking", "--search-root", str(SOURCE.parent))],
    ids=lambda words: words[0],
)
def test_commands_keep_what_was_compiled_for_them(tmp_path, command, silent):
    """Invoke alone would keep nothing of what its tasks import."""
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if silent:
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run(
        [sys.executable, "-P", "-m", *command, "where", "1", "--out", str(tmp_path)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    kept = {path.name.partition(".")[0] for path in tmp_path.rglob("*.pyc")}
    methods = list(tmp_path.rglob("readymade.*.methods"))

    assert "pages.json" in done.stdout
    assert ("mapped" in kept, bool(methods)) == (not silent, not silent)
