"""Reading book.yaml: what an author wrote becomes a complete BookInfo, faults and all."""

import tempfile
from datetime import timedelta
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golden_cases import golden_cases
from publisher import config
from publisher.bookinfo import Matter, PrintSettings, Role, SubjectCode
from publisher.cache import Cache
from publisher.config import identifiers, languages, naming
from publisher.config.decoding import decode
from publisher.config.printers import printers
from publisher.diagnostics import in_order

NAME = PurePosixPath("book.yaml")
LEAST = "title: T\nlang: en\nchapters: [one.md, two.md]\n"


@pytest.fixture
def home(tmp_path):
    """A folder with four Markdown files and an image, and no book.yaml."""
    for name in ("one.md", "two.md", "part.md", "Preface.md"):
        (tmp_path / name).write_text("# A title\n", "utf-8")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "cover.jpg").write_bytes(b"\xff\xd8\xff")
    return tmp_path


def read(home, text):
    (home / "book.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return config.read(home)


def info_of(home, text):
    info, found = read(home, text)

    assert [] == [each.headline for each in found]
    return info


def codes(home, text):
    return [each.code for each in in_order(read(home, text)[1])]


@pytest.mark.parametrize("case", golden_cases("config.md"))
def test_golden(case, home):
    """Each fault of book.yaml is said once, at its place, with what to do."""
    _, found = read(home, case.source)
    said = "".join(
        f"{each.headline}\n  {each.hint}\n" if each.hint else f"{each.headline}\n"
        for each in in_order(found)
    )

    case.check(said)


# ---------------------------------------------------------------- what is read


def test_subjects_are_words_or_codes(home):
    """A coded one is a word like any other, besides."""
    info = info_of(
        home,
        LEAST
        + "file-as: 'T, The'\n"
        + "subject: [Rivers, {text: Ferries, authority: BISAC, term: TRA006000}]\n",
    )

    assert ("Rivers", "Ferries") == info.subjects
    assert (SubjectCode("Ferries", "BISAC", "TRA006000"),) == info.subject_codes
    assert "T, The" == info.file_as


def test_who_answers_for_the_accessibility_and_where_it_is_sold(home):
    """Shops are named once each; the report has an address."""
    info = info_of(
        home,
        LEAST
        + "accessibility: {certified-by: A Press, report: https://example.org/r}\n"
        + "shops: [Kobo, kindle, kobo]\n",
    )

    assert ("A Press", "https://example.org/r") == (
        info.accessibility.certified_by,
        info.accessibility.report,
    )
    assert ("kobo", "kindle") == info.shops


def test_defaults_are_filled_in(home):
    info = info_of(home, LEAST)

    assert ("T", "t", "en", "ltr") == (info.title, info.slug, info.lang, info.dir)
    assert ["fig", "map", "tbl"] == list(info.kinds)
    assert PrintSettings(press=printers()["press"]) == info.print
    assert [
        Role.TITLE_PAGE,
        Role.IMPRINT,
        Role.CONTENTS,
        Role.CHAPTER,
        Role.CHAPTER,
    ] == [piece.role for piece in info.structure]


def test_one_chapter_needs_no_contents(home):
    info = info_of(home, "title: T\nlang: en\nchapters: [one.md]\n")

    assert Role.CONTENTS not in [piece.role for piece in info.structure]


def test_an_empty_front_matter_stays_empty(home):
    info = info_of(home, LEAST + "front-matter: []\n")

    assert [Role.CHAPTER, Role.CHAPTER] == [piece.role for piece in info.structure]


def test_the_whole_structure_is_read_in_order(home):
    info = info_of(
        home,
        "title: T\nlang: en\n"
        "front-matter: [half-title, Preface.md, contents, {list: map}]\n"
        "book:\n  chapters:\n  - part: part.md\n    chapters: [one.md]\n"
        "appendices: [two.md]\nback-matter: [imprint]\n",
    )

    assert [
        (Role.HALF_TITLE, Matter.FRONT, None),
        (Role.FRONT_PIECE, Matter.FRONT, PurePosixPath("Preface.md")),
        (Role.CONTENTS, Matter.FRONT, None),
        (Role.LIST, Matter.FRONT, None),
        (Role.PART, Matter.BODY, PurePosixPath("part.md")),
        (Role.APPENDIX, Matter.BACK, PurePosixPath("two.md")),
        (Role.IMPRINT, Matter.BACK, None),
    ] == [(piece.role, piece.matter, piece.path) for piece in info.structure]
    assert "map" == info.structure[3].listing
    assert [PurePosixPath("one.md")] == [each.path for each in info.structure[4].pieces]


def test_a_part_may_have_a_title_alone(home):
    text = 'title: T\nlang: en\nchapters: [{part: "Down", chapters: [one.md]}]\n'
    part = info_of(home, text).structure[-1]

    assert (Role.PART, None, "Down") == (part.role, part.path, part.title)


def test_words_stay_what_was_typed(home):
    info = info_of(
        home, "title: no\nauthor: 1e3\nlang: no\ndate: 2024-02-29\nchapters: [one.md]\n"
    )

    assert ("no", "1e3", "no", "2024-02-29") == (
        info.title,
        info.creators[0].name,
        info.lang,
        info.date,
    )


def test_pandocs_typed_titles_are_understood(home):
    text = "title: [{type: main, text: A}, {type: subtitle, text: B}]\n"
    info = info_of(home, text + "lang: en\nchapters: [one.md]\n")

    assert ("A", "B") == (info.title, info.subtitle)


def test_people_have_roles_and_authors_come_first(home):
    info = info_of(
        home,
        LEAST
        + "creator: [{role: translator, text: H}, {role: aut, name: P, file-as: Q}]\n"
        "author: R\ncontributor: {role: cover designer, name: S}\n",
    )

    assert [("P", "aut", "Q"), ("R", "aut", ""), ("H", "trl", "")] == [
        (each.name, each.role, each.file_as) for each in info.creators
    ]
    assert [("S", "cov")] == [(each.name, each.role) for each in info.contributors]


def test_identifiers_are_recognised(home):
    info = info_of(
        home,
        LEAST + "isbn: {print: 978-3-16-148410-0, epub: 0-306-40615-2}\n"
        "identifier: ['doi:10.1000/182', 'urn:isbn:9780306406164', my-own-7]\n",
    )

    assert [
        ("10.1000/182", "DOI", ""),
        ("9780306406164", "ISBN", ""),
        ("my-own-7", "", ""),
        ("978-3-16-148410-0", "ISBN", "print"),
        ("0-306-40615-2", "ISBN", "epub"),
    ] == [(each.value, each.scheme, each.edition) for each in info.identifiers]


def test_a_number_of_an_edition_is_not_that_of_the_book_too(home):
    """Nor is one number said twice, however it is written."""
    info = info_of(
        home,
        LEAST + "isbn: {print: 978-3-16-148410-0}\n"
        "identifier: [3-16-148410-X, 9783161484100, a, a]\n",
    )

    assert [("a", ""), ("978-3-16-148410-0", "print")] == [
        (each.value, each.edition) for each in info.identifiers
    ]


def test_notes_remarks_kinds_and_editions_are_read(home):
    info = info_of(
        home,
        LEAST
        + "editions: {web: {}, short: {chapters: 1, series: [author], remarks: false}}\n"
        "notes: {restart: book, series: {tr: {marks: symbols, editions: [web]}}}\n"
        "remarks: {tr: The translator, ed: {name: N, signature: S}}\n"
        "crossref: {numbering: chapter, custom: [{key: plan, reference-prefix: Plan,\n"
        "  kind: float, latex-env: plan, space-before-numbering: false}]}\n",
    )

    assert ("book", "chapter") == (
        info.series["tr"].restart,
        info.kinds["map"].numbering,
    )
    assert ("symbols", ("web",)) == (
        info.series["tr"].marks,
        info.series["tr"].editions,
    )
    assert ["The translator", "N"] == [voice.name for voice in info.voices.values()]
    assert ("Plan", "") == (info.kinds["plan"].name, info.kinds["plan"].list_title)
    short = info.editions["short"]
    assert (1, ("",), False) == (short.pieces, short.series, short.remarks)
    assert info.editions["web"].series is None


@pytest.mark.parametrize(
    ("written", "size"),
    [
        pytest.param('"6x9in"', (152.4, 228.6), id="inches"),
        pytest.param(
            '"6 × 9 in"', (152.4, 228.6), id="inches with a multiplication sign"
        ),
        pytest.param("148x210mm", (148, 210), id="millimetres"),
        pytest.param("14.8cm x 21cm", (148, 210), id="a unit on both sides"),
        pytest.param("a5", (148, 210), id="a name in small letters"),
    ],
)
def test_page_sizes(written, size, home):
    assert size == info_of(home, f"{LEAST}print: {{trim: {written}}}\n").print.trim


def test_margins_shrink_with_the_page(home):
    page = info_of(home, LEAST + "print: {trim: A6, margins: {inside: 20mm}}\n").print

    assert (13.3, 15.5, 17.5, 20) == page.margins


def test_places_are_kept_by_dotted_key(home):
    info = info_of(home, LEAST + "print:\n  trim: a5\n")

    assert "book.yaml:1:8" == str(info.places["title"])
    assert "book.yaml:4:1" == str(info.places["print"])
    assert "book.yaml:5:9" == str(info.places["print.trim"])


def test_a_byte_order_mark_and_any_line_ends_are_fine(home):
    info = info_of(home, b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode())

    assert "book.yaml:2:7" == str(info.places["lang"])


def test_later_deliveries_keys_are_accepted(home):
    assert info_of(home, LEAST + "instalments: [{url: x}]\n")


def test_a_name_stored_decomposed_is_found_under_the_composed_one(home):
    (home / "й.md").write_text("x", "utf-8")
    info = info_of(home, "title: T\nlang: ru\nchapters: [й.md]\n")

    assert PurePosixPath("й.md") == info.structure[-1].path


# ---------------------------------------------------------------- what is refused


def test_the_nearest_key_is_proposed_and_all_are_listed(home):
    _, found = read(home, LEAST.replace("chapters", "chapers"))

    assert ["L004"] == [each.code for each in found]
    assert found[0].hint.startswith(
        'did you mean "chapters"? keys allowed here: accessi'
    )
    assert "title, words, xref" in found[0].hint


def test_there_is_no_book_yaml(home):
    _, found = config.read(home)

    assert ["book.yaml:1:1: error[L001]: there is no book.yaml in this folder"] == [
        each.headline for each in found
    ]


def test_a_book_yaml_of_another_name_is_named(home):
    (home / "Book.yml").write_text(LEAST, "utf-8")

    assert 'call "Book.yml" book.yaml' == config.read(home)[1][0].hint


def test_a_folder_called_book_yaml_is_none(home):
    """A pipe of that name is none either."""
    (home / "book.yaml").unlink(missing_ok=True)
    (home / "book.yaml").mkdir()

    assert '"book.yaml" is a folder' == config.read(home)[1][0].message


def test_names_that_windows_keeps_are_no_slugs(home):
    assert ["L005"] == codes(home, LEAST + "slug: Con\n")


def test_a_way_up_and_down_again_does_not_lead_out(home):
    (home / "book.yaml").write_text(
        "title: T\nlang: en\nchapters: [one.md, x/../one.md]\n", "utf-8"
    )

    assert ['"x/../one.md" goes back up by ".."'] == [
        each.message for each in config.read(home)[1]
    ]


def test_a_link_out_of_the_folder_is_refused(home, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text("secret", "utf-8")
    (home / "link.md").symlink_to(outside)

    assert ["L008"] == codes(home, "title: T\nlang: en\nchapters: [one.md, link.md]\n")


def test_links_in_a_circle_lead_nowhere(home):
    (home / "a.md").symlink_to(home / "b.md")
    (home / "b.md").symlink_to(home / "a.md")

    assert ["L006"] == codes(home, "title: T\nlang: en\nchapters: [a.md]\n")


def test_a_link_within_the_folder_is_followed(home):
    (home / "link.md").symlink_to(home / "one.md")

    assert [] == codes(home, "title: T\nlang: en\nchapters: [link.md]\n")


def test_one_file_under_two_names_is_listed_once(home):
    assert ["L007"] == codes(home, "title: T\nlang: en\nchapters: [one.md, ./one.md]\n")


def test_aliases_that_grow_are_stopped_at_once(home):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]

    assert ["L005"] == codes(home, "\n".join([*lines, "title: *a11", ""]))


def test_deep_nesting_is_stopped(home):
    assert ["L005"] == codes(home, f"title: {'[' * 5000}\n")


def test_a_finding_stays_on_one_line(home):
    _, found = read(home, "title: T\nlang: |\n  x\n  y\nchapters: ['a\n\n  b.md']\n")

    assert {'there is no file "a b.md"', '"x y" is not a language tag'} == {
        each.message for each in found
    }


def test_every_fault_is_found_in_one_run(home):
    text = "title: [1]\nlang: xx\nisbn: 1\ndate: soon\nchapters: [no.md]\nwhat: 1\n"

    assert ["L004", "L005", "L005", "L006", "L012", "L013"] == sorted(codes(home, text))


# ---------------------------------------------------------------- languages, ISBN, slug


RIGHT_TAGS = """
    en en-GB ru zh-Hant sr-Latn-RS de-CH-1996 es-419 grc sl-rozaj-biske-1994 x-klingon
    en-u-ca-gregory de-x-goethe hy-arevela no ast
"""


@pytest.mark.parametrize(
    "tag",
    RIGHT_TAGS.split(),
)
def test_right_language_tags(tag):
    assert languages.fault(tag) is None


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        pytest.param("Russian", 'write "ru"', id="a name"),
        pytest.param("en_GB", 'write "en-GB"', id="an underscore"),
        pytest.param("en-UK", 'write "en-GB"', id="a country's other name"),
        pytest.param("eng", 'write "en"', id="three letters where there are two"),
        pytest.param("qq", "no language", id="no such language"),
        pytest.param("en-QQ", "no country", id="no such country"),
        pytest.param("en-", "BCP 47", id="a hyphen too many"),
        pytest.param("7", "BCP 47", id="a number"),
        pytest.param("englisch", "write", id="another language's name"),
        pytest.param("", "BCP 47", id="nothing"),
    ],
)
def test_wrong_language_tags(tag, hint):
    assert hint in languages.fault(tag)


def test_directions():
    assert ["rtl", "rtl", "ltr", "ltr", "rtl"] == [
        languages.direction(tag) for tag in ("he", "ar-EG", "ru", "ku-Latn", "az-Arab")
    ]


@pytest.mark.parametrize(
    "isbn", ["978-3-16-148410-0", "9783161484100", "3-16-148410-X", "0 306 40615 2"]
)
def test_right_isbns(isbn):
    assert identifiers.isbn_fault(isbn) is None


@given(st.integers(0, 10**9 - 1), st.integers(0, 8), st.integers(1, 9))
def test_any_wrong_digit_of_an_isbn_is_seen(number, position, change):
    """ISBN-13 sees every single wrong digit; so does ISBN-10."""
    body = f"978{number:09}"
    digits = next(
        body + str(last)
        for last in range(10)
        if not identifiers.isbn_fault(body + str(last))
    )
    wrong = (int(digits[3 + position]) + change) % 10

    assert identifiers.isbn_fault(
        f"{digits[: 3 + position]}{wrong}{digits[4 + position :]}"
    )


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        pytest.param(
            "The Lovna: A Surveyor's Account",
            "the-lovna-a-surveyors-account",
            id="English",
        ),
        pytest.param(
            "Ловна. Записки о её огне", "lovna-zapiski-o-ee-ogne", id="Russian"
        ),
        pytest.param("Ἰλιάς", "ilias", id="Greek with accents"),
        pytest.param("Œuvres complètes", "oeuvres-completes", id="French"),
        pytest.param("../../../../tmp/evil", "tmp-evil", id="a path"),
        pytest.param("道德經", "book", id="letters that are not spelt out"),
        pytest.param("Con", "book-con", id="a name that Windows keeps"),
    ],
)
def test_slugs(title, slug):
    assert slug == naming.made_from(title)


@given(st.text(max_size=200))
def test_any_title_makes_a_slug(title):
    slug = naming.made_from(title)

    assert slug.isascii()
    assert 0 < len(slug) <= 65
    assert not set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-")


# ---------------------------------------------------------------- any text at all

WORDS = """
    title lang chapters: book: part front-matter [ ] { } , : - & * ! | > ' " % @ # ? --- ...
    &a *a one.md two.md ../x no 1e3 ~ isbn: notes: series: tr print: trim 6x9in crossref:
    custom: creator: role date 2024-02-30
"""
YAML_WORDS = st.sampled_from([*WORDS.split(), "\n", "\n  ", "\t", "\r\n", "\ufeff"])


@settings(max_examples=200, deadline=timedelta(seconds=5))
@given(st.lists(YAML_WORDS, max_size=40).map(" ".join))
def test_reading_never_fails(text):
    """Whatever stands in book.yaml, reading ends, and every finding points inside it."""
    with tempfile.TemporaryDirectory() as folder:
        info, found = read(Path(folder), text)
    lines = decode(text.encode(), NAME)[0].split("\n")

    assert info is not None or found
    for each in found:
        assert 1 <= each.span.line <= len(lines)
        assert 1 <= each.span.column <= len(lines[each.span.line - 1]) + 1
        assert "\n" not in each.message + (each.hint or "")


def test_printers_that_were_read_before_are_the_same(home, tmp_path):
    """With what is kept and without; and a book for one of them is."""
    cache = Cache(tmp_path / "cache")
    (home / "book.yaml").write_text(
        f"{LEAST}print: {{printer: kdp-paperback}}\n", "utf-8"
    )

    assert printers() == printers(cache) == printers(cache)
    assert config.read(home) == config.read(home, cache) == config.read(home, cache)
