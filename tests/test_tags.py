"""The structure of a finished PDF is read to its end, whatever others made of it."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from books_by_hand import info
from fragment_maker import Line, all_fonts, fragment, placed
from publisher.bookinfo import PrintSettings
from publisher.check.finished.tags import tags_as_made
from publisher.package.pdf import package_pdf


@pytest.fixture
def screen(tmp_path):
    """Make a PDF of two lines; give its file and its map."""
    one = fragment([Line("One", "H1", anchor="one", level=1), Line("more of it")])
    fragments, pages = placed(one)
    about = info(print=PrintSettings(standard="ua-2"))
    made, _ = package_pdf(fragments, pages, all_fonts(), about, tmp_path)
    return next(each.path for each in made if each.kind == "screen-pdf"), pages


def holders(pdf):
    """List the elements of a file that hold others."""
    found = (each for each in pdf.objects if isinstance(each, Dictionary))
    return [e for e in found if "/S" in e and isinstance(e.get("/K"), Array)]


def lose_a_kid(pdf):
    for each in holders(pdf):
        each.K.append(pdf.make_indirect(Dictionary()))
        each.K[-1] = None


def go_round(pdf):
    for each in holders(pdf):
        each.K.append(each)
        each.K.append(each)


def name_a_kid(pdf):
    for each in holders(pdf):
        each.K.append(Name.Lost)


def hold_nothing(pdf):
    for each in holders(pdf):
        each.K = pikepdf.Array([pikepdf.String("")])


@pytest.mark.parametrize("damage", [lose_a_kid, go_round, name_a_kid, hold_nothing])
def test_a_damaged_structure_is_told_from_a_sound_one_or_passes(screen, damage):
    """Kids that were deleted, elements that hold themselves, things that are no kids."""
    path, pages = screen
    with Pdf.open(path) as old, Pdf.open(path) as new:
        assert tags_as_made(old, new, path, pages) == []
        assert holders(old)
        damage(old)
        found = {each.code for each in tags_as_made(old, new, path, pages)}

    assert found <= {"D027"}
