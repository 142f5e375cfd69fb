"""Objects that are known by the object streams they stand in: the same is found as without."""

import re
import zlib
from functools import partial

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from books_by_hand import info
from fragment_maker import BOLD, PICTURE, Line, all_fonts, fragment, placed
from publisher.artifacts import Artifact
from publisher.check import packs
from publisher.check.bodies import body_of
from publisher.check.calling import called
from publisher.check.packs import known_body
from publisher.check.pdf import labels_of, read_back
from publisher.layout.store import Memory
from publisher.package.pdf import package_pdf

FRONT = fragment([Line("Contents", "H1", level=1), Line("One", link="one")])
ONE = fragment(
    [Line("One", "H1", anchor="one", level=1, file=BOLD), Line("see 0", page_of="two")],
    [Line("there", link="two"), Line("away", link="https://example.org/")],
    extra=(PICTURE,),
)
TWO = fragment([Line("Two", "H1", anchor="two", level=1)], [Line("the end")])
LOST = fragment([Line("lost", link="nowhere")])


@pytest.fixture(autouse=True)
def _each_by_itself(monkeypatch):
    """Have what is kept of each object stream be kept by itself: these books are small."""
    monkeypatch.setattr(packs, "TOGETHER", 1)


def written(folder, *fragments):
    """Write a book; give its files and what its pages are called."""
    made, pages = placed(*fragments, roman=1)
    files, _ = package_pdf(made, pages, all_fonts(), info(), folder)
    return files, labels_of(pages)


def looked_at(monkeypatch, read):
    """Count the objects that are looked at while something is read."""
    counts, look = [], packs._read
    with monkeypatch.context() as patch:
        patch.setattr(
            packs, "_read", lambda each: counts.append(len(each)) or look(each)
        )
        read()
    return sum(counts)


def with_rows(path, change):
    """Change the rows that say where the objects of a file stand."""
    data = path.read_bytes()
    start = int(re.search(rb"startxref\n(\d+)", data)[1])
    head, body = data[start:].split(b"stream\n", 1)
    rows = bytearray(zlib.decompress(body.split(b"\nendstream")[0]))
    change(rows)
    packed = zlib.compress(bytes(rows))
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), head)
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    path.write_bytes(data[:start] + head + b"stream\n" + packed + end)


def held_rows(rows):
    """Give where the rows of those begin that stand in object streams."""
    return [at for at in range(0, len(rows), 8) if rows[at] == 2]


def test_what_is_known_of_a_file_is_what_is_read_in_it(tmp_path, monkeypatch):
    """Of the second reading hardly anything is left."""
    files, labels = written(tmp_path, FRONT, ONE, TWO)
    for file in files:
        memory = Memory()
        read = partial(read_back, file, labels, memory=memory)
        first, again = (looked_at(monkeypatch, read) for _ in range(2))

        assert read() == read_back(file, labels)
        assert again < first


def test_a_body_is_the_same_however_it_is_read(tmp_path):
    """Fonts, streams, pages and links, each in its order."""
    (_, screen), _ = written(tmp_path, FRONT, ONE, TWO)
    memory = Memory()
    with Pdf.open(screen.path) as pdf:
        read = body_of(pdf)
        for _ in range(2):
            known = known_body(pdf, screen.path, memory)
            memory.kept.update(known.news)

            for part in ("fonts", "streams"):
                there = [each.objgen for each in getattr(read, part)]
                assert there == [each.objgen for each in getattr(known, part)]
            assert [each.ways for each in known.leaves] == [
                each.ways for each in read.leaves
            ]
            assert [each.number for each in known.leaves] == [
                each.number for each in read.leaves
            ]
        assert known.news == []
        assert [[way for way, _ in each.ways] for each in known.leaves] == [
            ["one"], [], ["two"], [], [],
        ]  # fmt: skip


def test_a_link_that_leads_nowhere_is_found_however_much_is_known(tmp_path):
    """It is no secret of the object streams of a file that is wrong."""
    (_, screen), labels = written(tmp_path, FRONT, ONE, TWO, LOST)
    memory = Memory()

    found = [read_back(screen, labels, memory=memory)[1] for _ in range(2)]

    assert found[0] == found[1] == read_back(screen, labels)[1]
    assert [each.span.line for each in found[0]] == [6]


def test_a_link_is_followed_again_when_its_target_is_gone(tmp_path):
    """The page with the link is known; what is not is that it leads nowhere now."""
    memory = Memory()
    (tmp_path / "whole").mkdir()
    (_, screen), labels = written(tmp_path / "whole", FRONT, TWO, ONE)
    assert read_back(screen, labels, memory=memory)[1] == []

    (_, screen), labels = written(tmp_path, FRONT, TWO)
    found = read_back(screen, labels, memory=memory)[1]

    assert [each.span.line for each in found] == [1]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda rows, a, b: rows.__setitem__(a + 5, rows[a + 5] + 1), id="1"
        ),
        pytest.param(
            lambda rows, a, b: rows.__setitem__(slice(a, a + 8), bytes(8)), id="0"
        ),
        pytest.param(
            lambda rows, a, b: rows.__setitem__(slice(a, a + 6), rows[b : b + 6]),
            id="b",
        ),
    ],
)
def test_where_a_file_says_its_objects_are_is_read_each_time(tmp_path, change):
    """The object streams are as they were, and their objects cannot be found in them."""
    (_, screen), labels = written(tmp_path, FRONT, ONE, TWO)
    memory = Memory()
    read_back(screen, labels, memory=memory)

    def wrong(rows):
        page = 8 * (512 + 2)  # the first of the first fragment
        change(rows, page, held_rows(rows)[-1])

    with_rows(screen.path, wrong)

    found = read_back(screen, labels, memory=memory)[1]

    assert found == read_back(screen, labels)[1]
    assert "D002" in {each.code for each in found}


def test_a_file_of_another_program_is_read_to_the_last_object(tmp_path):
    """It says in other ways where its objects are."""
    (_, screen), labels = written(tmp_path, FRONT, ONE, TWO)
    other, memory = Artifact(tmp_path / "other.pdf", "screen-pdf"), Memory()
    with Pdf.open(screen.path) as pdf:
        pdf.save(other.path)

    with Pdf.open(other.path) as pdf:
        assert known_body(pdf, other.path, memory) is None
    assert read_back(other, labels, memory=memory) == read_back(other, labels)


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param([(0, {"S": "/r"}), (4, {"S": "/D"})], id="front matter"),
        pytest.param([(0, {"S": "/R", "St": 1988}), (3, {"P": "Plate"})], id="a plate"),
        pytest.param([(0, {"P": "A-", "S": "/D", "St": 25})], id="an appendix"),
        pytest.param([(0, {})], id="nothing"),
    ],
)
def test_pages_are_called_what_others_say_they_are_called(runs):
    """As qpdf counts them."""
    with Pdf.new() as pdf:
        for _ in range(60):
            pdf.add_blank_page()
        nums = Array()
        for start, said in runs:
            style = {k: Name(v) if k == "S" else v for k, v in said.items()}
            nums.extend([start, Dictionary(**style)])
        pdf.Root.PageLabels = Dictionary(Nums=nums)

        said = [str(page.label) for page in pdf.pages]
        assert called(pdf.Root.PageLabels, 60) == said
