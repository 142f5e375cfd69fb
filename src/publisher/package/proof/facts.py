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
