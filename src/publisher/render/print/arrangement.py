"""The arrangement of printed pages: templates filled with finished markup."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined

from publisher.templates import Readymade

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters no XML document may hold, not even escaped."""

_ENVIRONMENT = Environment(
    loader=PackageLoader("publisher.render", "templates/print"),
    autoescape=True,
    undefined=StrictUndefined,
    bytecode_cache=Readymade(),
    trim_blocks=True,
    lstrip_blocks=True,
)


def arrange(template: str, **values: object) -> str:
    """Fill a template; the result is well-formed XML with one root element."""
    text = _ENVIRONMENT.get_template(template).render(**values)
    return _NOT_XML.sub("\ufffd", text)
