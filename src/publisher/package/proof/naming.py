"""What a proof says of itself to programs: the book, the revision, its page map."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import (
    AttachedFileSpec,
    Dictionary,
    Name,
    NumberTree,
    OutlineItem,
    Pdf,
    String,
)

from publisher import __version__
from publisher.marginalia import ProofBook

FACTS, MAP = "proof.json", "pages.json"


def introduce(pdf: Pdf, proof: ProofBook, labels: Sequence[str]) -> None:
    """Name the proof, its pages, and the page map that belongs to it."""
    title = f"{proof.title}: proof, round {proof.round}"
    stamp = f"{proof.stamp}T00:00:00Z"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as said:
        said["dc:title"] = title
        said["pdf:Producer"] = f"publisher {__version__}"
        said["xmp:CreateDate"] = stamp
        said["xmp:ModifyDate"] = stamp
        said["dc:description"] = _described(proof)
    for name, data, words in (
        (FACTS, proof.facts, "what this proof was made from"),
        (MAP, proof.map, "where everything stands on its pages"),
    ):
        pdf.attachments[name] = AttachedFileSpec(
            pdf,
            data,
            filename=name,
            description=words,
            mime_type="application/json",
            creation_date=f"D:{proof.stamp.replace('-', '')}000000Z",
            mod_date=f"D:{proof.stamp.replace('-', '')}000000Z",
        )
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    _label(pdf, labels)
    with pdf.open_outline() as outline:
        for words, page in proof.outline:
            outline.root.append(OutlineItem(words, page - 1))
        if len(pdf.pages) > len(labels):
            outline.root.append(OutlineItem("About this proof", len(labels)))


def _described(proof: ProofBook) -> str:
    parts = [proof.date, proof.revision]
    if proof.since:
        parts.append(f"changes since {proof.since}")
    return " · ".join(each for each in parts if each)


def _label(pdf: Pdf, labels: Sequence[str]) -> None:
    """Call each sheet what its page is called; those of the list have letters."""
    tree = NumberTree.new(pdf)
    for number, label in enumerate(labels):
        tree[number] = _named(label)
    if len(pdf.pages) > len(labels):
        tree[len(labels)] = Dictionary(P=String("list "), S=Name.D)
    pdf.Root.PageLabels = tree.obj


def _named(label: str) -> Dictionary:
    """Say in PDF what one page is called: a prefix alone."""
    return Dictionary(P=String(label))
