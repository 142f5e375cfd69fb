"""Real books from beside the checkout, turned into the publisher's own form."""

import json
import shutil
from pathlib import Path

from ruamel.yaml import YAML

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

FORMS = {
    "author": "creator",
    "language": "lang",
    "rights": "rights",
    "source": "source",
}


def convert(name, target, parts=None):
    """Write a book of the corpus below `target` as a manuscript folder; return it.

    `parts` takes in only the first so many parts (the volumes of Gibbon).
    """
    if Path(name).name != name:
        raise ValueError(f"a book of the corpus has a name, not a path: {name}")
    source = CORPUS / name
    structure = YAML(typ="safe").load((source / "structure.yaml").read_text("utf-8"))
    home = target / name / "manuscript"
    home.mkdir(parents=True)
    chosen = (structure.get("parts") or [])[:parts]
    files = [each["file"] for each in _pieces(structure, chosen)]
    for file in files:
        shutil.copy(source / file, home / file)
    if (source / "images").is_dir():
        shutil.copytree(source / "images", home / "images")
    (home / "book.yaml").write_text(_book_yaml(structure, chosen), "utf-8")
    return home


def notes_of(name, parts=None):
    """Count the notes that a book of the corpus says it has."""
    structure = YAML(typ="safe").load(
        (CORPUS / name / "structure.yaml").read_text("utf-8")
    )
    chosen = (structure.get("parts") or [])[:parts]
    return sum(each["footnotes"] for each in _pieces(structure, chosen))


def _pieces(structure, parts):
    yield from structure.get("front") or []
    yield from structure.get("chapters") or []
    for part in parts:
        yield from part["chapters"]
    yield from structure.get("back") or []


def _book_yaml(structure, parts):
    facts = {
        FORMS.get(key, key): value
        for key, value in structure.items()
        if key in {"title", "author", "language", "rights", "source"}
    }
    facts["front-matter"] = [
        "title-page",
        *(each["file"] for each in structure.get("front") or []),
        "contents",
    ]
    chapters = [each["file"] for each in structure.get("chapters") or []]
    for part in parts:
        inside = [each["file"] for each in part["chapters"]]
        chapters.append({"part": part["title"], "chapters": inside})
    facts["book"] = {"chapters": chapters}
    facts["back-matter"] = [each["file"] for each in structure.get("back") or []]
    return json.dumps(
        {k: v for k, v in facts.items() if v}, ensure_ascii=False, indent=2
    )
