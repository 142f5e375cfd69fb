"""The arrangement of EPUB documents: templates filled with finished markup."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined

from publisher.templates import Readymade

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters no XML document may hold, not even escaped."""

_ENVIRONMENT = Environment(
    loader=PackageLoader("publisher.render", "templates/epub"),
    autoescape=True,
    undefined=StrictUndefined,
    bytecode_cache=Readymade(),
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def arrange(template: str, **values: object) -> bytes:
    """Fill a template; the result is a finished XML document in UTF-8."""
    text = _ENVIRONMENT.get_template(template).render(**values)
    return legal(text).encode("utf-8")


def legal(text: str) -> str:
    """Show what no XML document may hold as U+FFFD; it has been reported before."""
    return _NOT_XML.sub("\ufffd", text)
