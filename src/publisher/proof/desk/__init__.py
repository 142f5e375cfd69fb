"""The proof desk: the finished book in the browser, to be read and corrected there.

Left the printed pages (`sheets`), right the EPUB's text (`joint` knows which words of it
are on which page), below what the check found (`rows`) and what readers wrote. Nothing is
made here: `finished` takes the files of the last build.
"""

from __future__ import annotations

from publisher.proof.desk.editors import EDITORS, Editor
from publisher.proof.desk.finished import NotBuilt
from publisher.proof.desk.serving import PORT, Order, ProofDesk, run

__all__ = ["EDITORS", "PORT", "Editor", "NotBuilt", "Order", "ProofDesk", "run"]
