"""The book in the browser while it is written: pages left, EPUB right, always current.

A save is seen (`watching`), the book is made again (`desk`), and every open browser is
told (`server`), which asks for what it shows: pages (`pages`), documents (`text`), places
(`places`). What is shown is the last good impression, whatever the manuscript is now.
"""

from __future__ import annotations

from publisher.preview.serving import PORT, Preview, run

__all__ = ["PORT", "Preview", "run"]
