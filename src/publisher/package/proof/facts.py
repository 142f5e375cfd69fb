"""What an earlier proof says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pikepdf

from publisher.package.proof.naming import FACTS


def facts_of(proof: Path) -> Mapping[str, Any]:
    """Read `proof.json` out of a proof; nothing if there is no proof, or it has none."""
    try:
        with pikepdf.open(proof) as pdf:
            said = json.loads(pdf.attachments[FACTS].get_file().read_bytes())
    except (OSError, LookupError, ValueError, pikepdf.PdfError):
        return {}
    return cast("Mapping[str, Any]", said) if isinstance(said, dict) else {}


def is_marked(proof: Path) -> bool:
    """Tell whether somebody has written into a proof: then it is theirs, too.

    A file that cannot be read is not known to be ours alone.
    """
    try:
        with pikepdf.open(proof) as pdf:
            return any(
                each.get("/Subtype") != pikepdf.Name.Link
                for page in pdf.pages
                for each in page.obj.get("/Annots", ())
                if isinstance(each, pikepdf.Dictionary)
            )
    except (OSError, pikepdf.PdfError):
        return proof.exists()
