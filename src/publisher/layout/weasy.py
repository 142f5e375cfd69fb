"""WeasyPrint's public names, as the rooms beside this one see them.

With `inside/private.py`, which has the others, the only module that imports it.

On import WeasyPrint looks for installed fonts, and warns if there are none. None are
wanted here, so it is shown none, and its warning is not passed on.
"""

from __future__ import annotations

import warnings

from publisher.layout.dictionaries import learn
from publisher.layout.fonts import no_installed_fonts
from publisher.layout.libraries import found_by_name
from publisher.seldom import BY_WEASYPRINT, seldom_imported

with (
    no_installed_fonts(),
    found_by_name(),
    seldom_imported(BY_WEASYPRINT),
    warnings.catch_warnings(),
):
    warnings.simplefilter("ignore")
    from weasyprint import CSS, HTML, Document, Page
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

learn()

__all__ = [
    "CSS",
    "HTML",
    "Document",
    "FontConfiguration",
    "Page",
    "URLFetcher",
    "URLFetcherResponse",
]
