"""Findings: their order, their printed forms, and the files that say the same."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from rich.cells import cell_len

from clean_book import CLEAN, OVERLAYS, copy_of_clean
from publisher import pipeline, reports
from publisher.diagnostics import Diagnostic, Severity, Span, in_order
from publisher.reports import Report, as_lines, as_text, shown, summary

HERE = Path(__file__).parent
ONE = PurePosixPath("one.md")
SCHEMA = json.loads((HERE.parent / "docs/report.schema.json").read_text("utf-8"))
SARIF = json.loads((HERE / "schemas/sarif-schema-2.1.0.json").read_text("utf-8"))

HOSTILE = '</script><script>alert(1)</script>\x1b[31m "x" & <b>'


def finding(line, column=1, severity=Severity.ERROR, hint=None, message="something"):
    return Diagnostic("R001", severity, Span(ONE, line, column), message, hint)


def framed(line, column):
    """Give the line that is shown, and the cell of the caret, without the margin."""
    _, above, below = as_text([finding(1, column)], {ONE: line}).split("\n")
    return above.split(" | ", 1)[1], cell_len(below.split(" | ", 1)[1][:-1])


@pytest.fixture(scope="module")
def report():
    """Reports of every overlay at once: all that can be found in a manuscript."""
    found, texts, titles = [], {}, {}
    for folder in ("R001", "C013", "L010", "L018", "P011", "R017"):
        book = OVERLAYS / folder
        text = (book / "three.md").read_text("utf-8")
        path = PurePosixPath(folder) / "three.md"
        for line in (book / "expected.txt").read_text("utf-8").splitlines():
            place, severity, code, said = re.fullmatch(
                r"three\.md:(\S+): (\w+)\[(\w+)\]: (.*)|.*", line
            ).groups()
            if place:
                span = Span(path, *map(int, place.split(":")))
                found.append(Diagnostic(code, Severity(severity), span, said))
        texts[path], titles[path] = text, f"Of {folder}"
    inside = Span(PurePosixPath("river.epub/EPUB/text/ch-01.xhtml"), 7, 3)
    sheet = Span(PurePosixPath("river-print.pdf"), 12)
    found += [
        Diagnostic("epubcheck/RSC-005", Severity.ERROR, inside, "said by a tool"),
        Diagnostic("Y003", Severity.WARNING, sheet, "page numbers", HOSTILE),
        Diagnostic("R001", Severity.ERROR, Span(ONE, 1, 5), HOSTILE, HOSTILE),
        Diagnostic("R001", Severity.ERROR, Span(ONE, 1, 5), "something"),
    ]
    texts[ONE] = HOSTILE
    return Report(
        found=tuple(found),
        files=12,
        failed=True,
        title=HOSTILE,
        texts=texts,
        titles=titles | {ONE: HOSTILE},
        made=("river's 1.epub",),
    )


def test_findings_stand_in_the_order_of_the_manuscript_and_once():
    """Sorted by place; an exact double is one."""
    assert [finding(2), finding(10)] == in_order([finding(10), finding(2), finding(10)])


# ---------------------------------------------------------------------- text


def test_a_finding_is_framed_with_its_line_and_hint():
    """Headline, the line meant, a caret under the column, the hint."""
    said = as_text([finding(2, 5, hint="mend it")], {ONE: "a\nSee @x.\n"})

    assert said == (
        "one.md:2:5: error[R001]: something\n 2 | See @x.\n   |     ^\n   = hint: mend it"
    )


def test_a_long_paragraph_is_cut_around_the_place():
    """A paragraph is one line: only what surrounds the column is shown."""
    said = as_text([finding(1, 501)], {ONE: "a" * 500 + "B" + "c" * 500}).split("\n")

    assert len(said[1]) < 100
    assert said[1][said[2].index("^")] == "B"


def test_a_place_beyond_the_file_is_not_framed():
    """A finding about a whole file or a finished file has a headline only."""
    assert as_text([finding(9)], {ONE: "a\n"}) == finding(9).headline


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        pytest.param("東京の @x", 5, 7, id="letters of two cells"),
        pytest.param("Cafe\u0301 @x", 7, 5, id="an accent that takes no cell"),
        pytest.param("Cafe\u0301 @x", 5, 3, id="the accent itself: under its letter"),
        pytest.param("\tab\t@x", 5, 8, id="tabs, to the next stop"),
        pytest.param("a\u202eb @x", 5, 11, id="a control that is shown, not sent"),
        pytest.param("a\x1b[31m @x", 8, 7, id="an escape sequence"),
        pytest.param("@x", 99, 2, id="a column behind the line"),
        pytest.param("\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd @x", 8, 5, id="Hebrew"),
    ],
)
def test_the_caret_stands_in_the_cell_of_its_letter(line, column, expected):
    assert framed(line, column)[1] == expected


@pytest.mark.parametrize("unit", ["東", "e\u0301", "\t", "ab", "👩\u200d👩", "\u202e"])
@pytest.mark.parametrize("repeated", [1, 30, 400])
def test_a_frame_is_never_wider_than_a_terminal_and_its_caret_never_outside(
    unit, repeated
):
    line = unit * repeated
    for column in {1, len(line) // 3 + 1, len(line)}:
        if line.strip():
            cut, caret = framed(line, column)

            assert cell_len(cut) <= 88 + 2
            assert 0 <= caret <= cell_len(cut)


def test_nothing_of_a_manuscript_steers_the_terminal():
    """Escape sequences and marks that turn a line round are shown, wherever they come."""
    evil = "\x1b]0;owned\x07\x9b31m\u202e\r"
    span = Span(PurePosixPath(f"{evil}.md"), 1)
    said = as_text(
        [Diagnostic("R001", Severity.ERROR, span, evil, evil)], {span.path: evil}
    )

    assert not set(said) & set(evil) - set("]0;owned31m")
    assert "␛]0;owned␇‹U+009B›31m‹U+202E›␍" in said


def test_colours_add_nothing_to_the_words():
    """What a terminal shows in colour is, letter by letter, what a file gets."""
    found, texts = [finding(1, 3, hint="mend it"), finding(2)], {ONE: "See @x.\nb"}

    assert as_text(found, texts) == "\n\n".join(
        each.plain for each in shown(found, texts)
    )


def test_the_summary_counts_by_severity():
    """The last line answers whether one is done."""
    found = [finding(1), finding(2), finding(3, severity=Severity.WARNING)]

    assert summary(found, 12) == "2 errors, 1 warning in 12 files"
    assert summary([], 1) == "nothing wrong in 1 file"


# ---------------------------------------------------------------------- JSON


def test_json_has_one_object_a_line():
    """Other programs read the same five fields."""
    said = json.loads(as_lines([finding(2)]))

    assert said["code"] == "R001"
    assert said["span"] == {"path": "one.md", "line": 2, "column": 1, "length": 1}


def test_every_line_and_the_whole_report_are_as_the_schema_says(report):
    """The schema is in docs, and allows nothing that it does not describe."""
    Draft202012Validator.check_schema(SCHEMA)
    lines = Draft202012Validator({**SCHEMA["$defs"]["line"], "$defs": SCHEMA["$defs"]})
    for line in as_lines(report.found).splitlines():
        lines.validate(json.loads(line))
    whole = json.loads(reports.as_json(report))
    Draft202012Validator(SCHEMA).validate(whole)

    ids = [each.pop("id") for each in whole["findings"]]
    assert len(ids) == len(set(ids))
    assert whole["findings"] == [
        {name: value for name, value in json.loads(line).items() if name != "version"}
        for line in as_lines(report.found).splitlines()
    ]
    assert whole["counts"]["error"] == sum(
        each["severity"] == "error" for each in whole["findings"]
    )


def test_the_schema_refuses_what_is_not_a_report(report):
    whole = json.loads(reports.as_json(report))
    for spoil in ({"version": 2}, {"counts": {}}, {"more": 1}):
        assert not Draft202012Validator(SCHEMA).is_valid(whole | spoil)


# ---------------------------------------------------------------------- SARIF


def test_sarif_is_as_the_standard_says(report):
    """Validated against the schema of OASIS; every result finds its rule and its place."""
    log = json.loads(reports.as_sarif(report))
    Draft4Validator(SARIF).validate(log)
    run = log["runs"][0]
    described = run["tool"]["driver"]["rules"]

    assert log["$schema"] == SARIF["id"]
    assert len(run["results"]) == len(report.found)
    for result in run["results"]:
        assert described[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert not re.match(r"/|[a-z]+:|.*\\|.*\.\.", uri)
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        assert ("DIST" in str(place)) == uri.startswith("river")
    by_code = {result["ruleId"]: result for result in run["results"]}
    assert "region" not in by_code["Y003"]["locations"][0]["physicalLocation"]
    assert by_code["Y003"]["locations"][0]["logicalLocations"][0]["name"] == "sheet 12"
    assert all("help" in each for each in described if "/" not in each["id"])


def test_a_finding_is_known_again_when_lines_are_added_above_it(report):
    """Its fingerprint holds its line's words, not its number; doubles are told apart."""

    def prints(line):
        moved = Report(
            found=(finding(line), finding(line, 3)),
            files=1,
            failed=True,
            texts={ONE: "\n" * (line - 1) + "See @x."},
        )
        results = json.loads(reports.as_sarif(moved))["runs"][0]["results"]
        return [each["partialFingerprints"]["place/v1"] for each in results]

    assert prints(1) == prints(7)
    assert len(set(prints(1))) == 2


# ---------------------------------------------------------------------- the page


class Page(HTMLParser):
    """What a browser would make of the report, as far as a test asks."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.scripts, self.words, self.ids, self.inside = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in {"meta", "input", "br"}:
            self.inside.append(tag)

    def handle_endtag(self, tag):
        assert self.inside.pop() == tag

    def handle_data(self, data):
        held = self.scripts if self.inside[-1:] == ["script"] else self.words
        held.append(data)


def test_the_page_is_whole_and_asks_the_network_for_nothing(report):
    """Everything is closed, every id is its own, nothing is loaded, nothing smuggled in."""
    text = reports.as_html(report)
    page = Page(text)

    assert page.inside == []
    assert len(page.ids) == len(set(page.ids))
    assert "".join(page.scripts) == (HERE.parent / "src/publisher/reports/page/page.js").read_text("utf-8").strip()  # fmt: skip
    loaded = [
        (tag, name, value)
        for tag, attributes in page.tags
        for name, value in attributes.items()
        if (
            name in {"src", "href", "srcset", "style", "action"}
            or name.startswith("on")
        )
        and not value.startswith("#")
    ]
    assert loaded == [("a", "href", "river%27s%201.epub")]
    assert "\x1b" not in text
    assert any("default-src 'none'" in each.get("content", "") for _, each in page.tags)


def test_the_page_says_every_finding_with_its_place(report):
    """Place, code, message, the line, the hint; why and cure of every code of ours."""
    page = Page(reports.as_html(report))
    words = " ".join(" ".join(page.words).split())

    for each in report.found:
        assert str(each.span) in words
        assert each.code in words
    assert words.count("Why, and what to do") == len(report.found) - 1
    articles = [attributes["id"] for tag, attributes in page.tags if tag == "article"]
    told = [each["id"] for each in json.loads(reports.as_json(report))["findings"]]
    assert sorted(told) == sorted(articles)


def test_a_report_of_very_many_findings_stays_one_a_browser_can_open():
    """Most are in the JSON; the page says how many it leaves out."""
    found = tuple(finding(number) for number in range(1, 3501))
    text = reports.as_html(Report(found=found, files=1, failed=True))

    assert text.count("<article") == 3000
    assert "500 more findings are in" in text


# ---------------------------------------------------------------------- in dist


def test_a_build_puts_its_report_beside_the_book_and_a_wrong_book_its_own(tmp_path):
    """The book of before stays whole; the report is that of the last build."""
    home, out = copy_of_clean(tmp_path), tmp_path / "dist"
    order = pipeline.Order(frozenset({"epub"}), judged=False)
    good = pipeline.build(home, out, None, order)
    book = good.made[0].read_bytes()
    first = json.loads((out / "report.json").read_text("utf-8"))
    (home / "three.md").write_text("# Three\n\nSee @map-nowhere.\n", "utf-8")
    bad = pipeline.build(home, out, None, order)
    second = json.loads((out / "report.json").read_text("utf-8"))

    assert sorted(each.name for each in good.reports) == sorted(reports.NAMES)
    assert first["passed"]
    assert first["made"] == [good.made[0].name]
    assert bad.made == []
    assert not second["passed"]
    assert "R001" in {each["code"] for each in second["findings"]}
    assert good.made[0].read_bytes() == book
    assert {each.name for each in out.iterdir()} == {good.made[0].name, *reports.NAMES}


def test_a_name_that_is_no_utf8_is_reported_by_its_bytes(tmp_path):
    """Old archives bring such names along; a report of them can be written and read."""
    where = Span(PurePosixPath("caf\udce9.md"), 1)
    stray = Diagnostic("L002", Severity.WARNING, where, "in the folder")
    files = reports.write(Report((stray,), 1, failed=False), tmp_path)

    html, plain, sarif = (each.read_text("utf-8") for each in files)
    assert "caf‹U+DCE9›.md" in html
    assert "caf\udce9.md" == json.loads(plain)["findings"][0]["span"]["path"]
    assert '"uri":"caf%E9.md"' in sarif.replace(" ", "")


def test_no_folder_is_made_where_there_is_no_book(tmp_path):
    out = tmp_path / "dist"
    pipeline.build(tmp_path / "nowhere", out)

    assert not out.exists()


def test_a_report_names_chapters_by_their_titles(tmp_path):
    outcome = pipeline.check(CLEAN)
    report = outcome.report(CLEAN, strict=False)

    assert report.titles[PurePosixPath("three.md")]
    assert report.title


def test_colours_are_of_a_terminal_alone():
    """Nothing of what draws them is imported for a pipe, and the words are the same."""
    (told,) = shown([finding(1, hint="look")], {ONE: "a line"})

    assert told.plain == told.coloured.plain
    assert told.coloured.style == "bold"
    assert {"bold", "blue", "bold red"} == {span.style for span in told.coloured.spans}
