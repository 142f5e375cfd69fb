"""The tasks: what a person can ask for. Names and options; `pipeline` does the work.

`pipeline` is imported where it is used: it needs Pango, and `doctor` must answer where
Pango is missing.
"""

# ruff: noqa: E402 methods are to be kept before anything is declared

from __future__ import annotations

from publisher.readymade import keep_compiled

keep_compiled()

from pathlib import Path

from invoke import Collection, Context, Exit, task

from publisher import makertasks, prooftasks
from publisher.cache import Cache, default_folder
from publisher.options import HELP, hands, outputs, target
from publisher.patience import be_patient, look_no_more
from publisher.printout import finish, known, progress, tools_told
from publisher.stopping import stoppable

be_patient()  # before the stages are imported, by whichever command

BOOK = {name: HELP[name] for name in ("book", "format")} | {
    "strict": "Let warnings fail the run.",
}
MAKE = BOOK | {
    "out": HELP["out"],
    "edition": HELP["edition"],
    "jobs": "Processes that set pages at the same time (default: one for each core).",
    "engine": "Who sets the pages: chapters (quick), or plain (one piece, slow, as a check).",
    "cache": "Use what earlier builds have set (--no-cache: set everything anew).",
}


@task(help=MAKE | {"formats": "Outputs to make, with commas: epub, pdf."})
def build(
    _: Context,
    book: str = "manuscript",
    out: str = "",
    edition: str = "",
    formats: str = "epub,pdf",
    format: str = "text",  # noqa: A002 the option's name
    strict: bool = False,
    jobs: int = 0,
    cache: bool = True,
    engine: str = "chapters",
) -> None:
    """Make the book: EPUB, PDFs and page map, checked."""
    _make(
        book,
        out,
        edition,
        formats,
        format,
        strict=strict,
        jobs=jobs,
        keep=cache,
        engine=engine,
    )


@task(
    help={name: MAKE[name] for name in MAKE if name not in ("jobs", "cache", "engine")}
)
def epub(
    _: Context,
    book: str = "manuscript",
    out: str = "",
    edition: str = "",
    format: str = "text",  # noqa: A002 the option's name
    strict: bool = False,
) -> None:
    """Make the EPUB alone."""
    _make(book, out, edition, "epub", format, strict=strict)


@task(
    help=MAKE
    | {
        "for": "Who the PDF is for: press or screen (default: one for each).",
        "gray": "Print in black ink alone.",
        "marks": "Draw crop marks in the print PDF, in a slug around the bleed.",
    },
)
def pdf(
    _: Context,
    book: str = "manuscript",
    out: str = "",
    edition: str = "",
    format: str = "text",  # noqa: A002 the option's name
    strict: bool = False,
    jobs: int = 0,
    cache: bool = True,
    engine: str = "chapters",
    for_: str = "",
    gray: bool = False,
    marks: bool = False,
) -> None:
    """Make the print and screen PDFs alone."""
    _make(
        book,
        out,
        edition,
        "pdf",
        format,
        strict=strict,
        jobs=jobs,
        keep=cache,
        engine=engine,
        purpose=for_,
        grey=gray,
        marks=marks,
    )


@task(help=BOOK | {"out": MAKE["out"]})
@stoppable()
def cover(
    _: Context,
    book: str = "manuscript",
    out: str = "",
    format: str = "text",  # noqa: A002 the option's name
    strict: bool = False,
) -> None:
    """Make the cover: back, spine and front for the printer, the front for shops."""
    from publisher import pipeline
    from publisher.means import hired

    known(format)
    home = Path(book)
    with progress() as say, hired() as means:
        outcome = pipeline.cover(home, target(home, out), means, say=say)
    finish(outcome, home, format, strict=strict)


@task(
    help={
        "book": BOOK["book"],
        "edition": MAKE["edition"],
        "port": "Port of the preview; if it is taken, the next that is free.",
        "open": "Open the browser (--no-open: only say the address).",
        "jobs": MAKE["jobs"],
    },
    aliases=["serve"],
)
def preview(
    _: Context,
    book: str = "manuscript",
    edition: str = "",
    port: int = 8472,
    open: bool = True,  # noqa: A002 the option's name
    jobs: int = 0,
) -> None:
    """Show the book in the browser, made anew whenever something is saved."""
    from publisher import pipeline
    from publisher import preview as previews
    from publisher.drafting import Drafts
    from publisher.means import hired

    home = Path(book)
    order = pipeline.Order(edition=edition, judged=False)
    number = hands(jobs)
    watched = (home, home.resolve().parent / "styles", pipeline.house_styles())
    with tools_told(), hired(jobs=number, lasting=True) as means:
        previews.run(
            Drafts(home, means, order),
            watched,
            port=port,
            open_browser=open,
            say=print,
        )


@task(
    help=BOOK
    | {
        "edition": MAKE["edition"],
        "out": "Folder for report.html, .json and .sarif (default: none is written); "
        "with --built, folder of the finished files (default: dist).",
        "built": "Check the finished files against the manuscript.",
        "full": "Ask Ace about a large book too, for minutes.",
        "online": "Follow the links out of the book, over the network.",
    }
)
@stoppable()
def check(
    _: Context,
    book: str = "manuscript",
    out: str = "",
    edition: str = "",
    format: str = "text",  # noqa: A002 the option's name
    strict: bool = False,
    full: bool = False,
    online: bool = False,
    built: bool = False,
) -> None:
    """Say everything that is wrong with the book and its EPUB; make nothing."""
    from publisher import filing, pipeline

    known(format)
    home = Path(book)
    if built:
        _check_built(home, target(home, out), edition, format, strict=strict)
        return
    with progress() as say:
        outcome = pipeline.judge(
            home,
            edition=edition,
            full=full,
            strict=strict,
            say=say,
            cache=Cache(default_folder()),
        )
        if online:
            from publisher.online import followed

            outcome.add(followed(outcome.book, say))
    if out:
        filing.report(outcome, home, Path(out), strict=strict)
    finish(outcome, home, format, strict=strict)


def _check_built(
    home: Path, out: Path, edition: str, style: str, *, strict: bool
) -> None:
    """Check finished files, and print what was found."""
    from publisher import pipeline
    from publisher.means import hired

    with progress() as say, hired() as means:
        outcome = pipeline.check_built(home, out, means, edition=edition, say=say)
    finish(outcome, home, style, strict=strict, prose=False)


@task(
    help={
        "book": BOOK["book"],
        "out": MAKE["out"],
        "cache": "Empty the cache too: what builds of all books have set.",
    }
)
def clean(
    _: Context, book: str = "manuscript", out: str = "", cache: bool = False
) -> None:
    """Remove the finished files, and nothing that the publisher did not make."""
    from publisher import pipeline

    if cache:
        kept = Cache(default_folder())
        print(f"removed {kept.clear():,} results from {kept.folder}")
    for path in pipeline.clean(target(Path(book), out)):
        print(f"removed {path}")


@task(
    positional=["place"],
    help={
        "place": "A line (ch07.md:142), a page (143, xii) or a sheet (#130).",
        "book": BOOK["book"],
        "out": MAKE["out"],
        "edition": MAKE["edition"],
    },
)
def where(
    _: Context, place: str, book: str = "manuscript", out: str = "", edition: str = ""
) -> None:
    """Say where a line is printed, or where a page was written."""
    from publisher.where import map_of
    from publisher.where import where as find

    home = Path(book)
    answer = find(place, map_of(target(home, out), edition), home)
    print("\n".join(answer.lines))
    if not answer.found:
        raise Exit(code=1)


@task
def doctor(_: Context) -> None:
    """Say what is installed, what is missing, and how to get it."""
    from publisher import doctor as doctors

    print(doctors.as_text(report := doctors.report()))
    if not doctors.sound(report):
        raise Exit(code=2)


@stoppable()
def _make(
    book: str,
    out: str,
    edition: str,
    formats: str,
    style: str,
    *,
    strict: bool,
    jobs: int = 0,
    keep: bool = True,
    engine: str = "chapters",
    purpose: str = "",
    grey: bool = False,
    marks: bool = False,
) -> None:
    from publisher import pipeline
    from publisher.means import hired

    if purpose not in pipeline.PURPOSES:
        raise Exit(f'a PDF is for press or for screen, not for "{purpose}"', code=2)
    known(style)
    if engine not in pipeline.ENGINES:
        raise Exit(f'there is no engine "{engine}": chapters or plain', code=2)
    home, number = Path(book), hands(jobs)
    chosen = outputs(formats, pipeline.FORMATS)
    order = pipeline.Order(
        chosen,
        edition,
        strict=strict,
        engine=engine,
        purpose=purpose,
        grey=grey,
        marks=marks,
    )
    with progress() as say, hired(jobs=number, keep=keep) as means:
        outcome = pipeline.build(home, target(home, out), means, order, say=say)
    look_no_more()
    finish(outcome, home, style, strict=strict, prose=False)


namespace = Collection(
    build,
    epub,
    pdf,
    cover,
    check,
    preview,
    where,
    clean,
    doctor,
    *makertasks.TASKS,
)
namespace.add_collection(prooftasks.namespace)
