"""The whole of Gibbon, 3,700 pages with 8,580 notes, and all of it right.

It is built twice: as it is, and with thousands of references to pages written in by rule
(bench/books.py). Every number in contents, lists and references, every running head and
folio, every note and every row of the page map is held against what poppler reads
(proofs.py); other people's tools judge the files. It takes a quarter of an hour of CPU.
"""

import os
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

import verapdf
from corpus import CORPUS, convert
from proofs import faults
from publisher import pipeline, tools
from publisher.means import hired
from publisher.orders import PDF, PRESS, Order
from publisher.outcome import Outcome

HOUSE = Path(__file__).parents[2]
sys.path.append(str(HOUSE / "bench"))

from measuring import Cost, measured  # noqa: E402 the path above finds it

import books  # noqa: E402

PEAK = 600  # MB of all processes together (PSS)
NOTE = re.compile(r"^\[\^[^\]]+\]:", re.M)
STRAY = "Y002"  # code of the finding about a note that is not on the page of its call

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus is not beside the checkout"
)


@dataclass(frozen=True, slots=True)
class Built:
    """The book as a command made it with nothing kept, and made again with all kept."""

    cost: Cost
    out: Path
    again: Outcome
    notes: int  # as they are written


@pytest.fixture(scope="module", params=["as it is", "full of references"])
def built(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("gibbon")
    if request.param == "as it is":
        home = convert("gibbon", folder)
    else:
        home = books.write_book(None, folder).home
    out = folder / "out"
    environment = {
        "PYTHONPATH": str(HOUSE / "src"),
        "PUBLISHER_CACHE": str(folder / "cache"),
    }
    command = (sys.executable, "-m", "publisher", "pdf", "--book", home, "--out", out)
    cost = measured(command, environment=environment)
    told = f"{cost.cpu:.0f} s of CPU, {cost.wall:.0f} s, {cost.peak:.0f} MB"
    sys.stdout.write(f"\n{request.param}: {told}\n")  # seen with -s
    assert cost.status == 0, cost.said[-2000:]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "PUBLISHER_CACHE", environment["PUBLISHER_CACHE"])
        with hired() as means:
            order = Order(frozenset({PDF}), purpose=PRESS)
            again = pipeline.build(home, folder / "again", means, order)
    texts = (path.read_text("utf-8") for path in home.glob("*.md"))
    return Built(cost, out, again, sum(len(NOTE.findall(each)) for each in texts))


def test_every_number_head_and_row_of_the_map_is_right(built):
    assert faults(built.again) == []


def test_every_note_is_there_once_and_where_it_is_called_or_told_of(built):
    book, pages = built.again.book, built.again.pages
    told = Counter(each.code for each in built.again.found)
    astray = [note.key for note in pages.notes if note.pages[0] != note.call]

    assert len(book.notes) == built.notes
    assert sorted(book.notes) == sorted(note.key for note in pages.notes)
    assert len(astray) <= told[STRAY]


@pytest.mark.parametrize("ending", ["print", "screen"])
def test_the_files_are_sound(built, ending):
    qpdf = tools.find("qpdf", "install qpdf")
    path = next(built.out.glob(f"*-{ending}.pdf"))
    said = tools.run([qpdf, "--check", path], timeout=300).text

    assert "No syntax or stream encoding errors found" in said


def test_what_is_kept_gives_the_same_bytes(built):
    (made,) = (path for path in built.again.made if path.name.endswith("-print.pdf"))

    assert made.read_bytes() == (built.out / made.name).read_bytes()


def test_verapdf_finds_nothing(built):
    screen = next(built.out.glob("*-screen.pdf"))

    assert verapdf.failures(screen, "ua-2", "a-4") == []


def test_memory_does_not_grow_with_the_book(built):
    assert built.cost.peak <= PEAK
