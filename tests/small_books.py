"""Books of a few lines, written into a folder and checked."""

from publisher import pipeline

HEAD = 'title: "A Small Book"\nlang: {lang}\nbook: {{chapters: [{files}]}}\n'


def written(home, *texts, lang="en-GB", more="", files=None):
    """Write texts as one.md, two.md …, with a book.yaml; return the folder."""
    names = ["one.md", "two.md", "three.md", "four.md"][: len(texts)]
    home.mkdir(parents=True, exist_ok=True)
    for name, text in zip(names, texts, strict=True):
        (home / name).write_text(text, "utf-8")
    for name, data in (files or {}).items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(data)
    head = HEAD.format(lang=lang, files=", ".join(names))
    (home / "book.yaml").write_text(head + more, "utf-8")
    return home


def checked(home, *texts, **options):
    """Write a book and check it."""
    return pipeline.check(written(home, *texts, **options))


def found(outcome, family=""):
    """Give the headlines of the findings whose code begins with these letters."""
    return [
        each.headline.replace(f"{each.severity}", "").replace(": [", " [")
        for each in sorted(outcome.found, key=lambda each: (each.span, each.code))
        if each.code.startswith(family)
    ]


def codes(outcome, family=""):
    """Give code and line of the findings whose code begins with these letters."""
    return [
        f"{each.code}:{each.span.path.name}:{each.span.line}"
        for each in sorted(outcome.found, key=lambda each: (each.span, each.code))
        if each.code.startswith(family)
    ]
