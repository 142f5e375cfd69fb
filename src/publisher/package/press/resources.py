"""What the operators of a page name: pictures, forms, states, colours (ISO 32000-2, 7.8.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Dictionary, Object


def of_page(page: Object) -> Object:
    """Give the resources of a page, empty ones if it has none."""
    return page.Resources if "/Resources" in page else Dictionary()


def named(resources: Object, kind: str) -> Mapping[str, Object]:
    """Give what resources of one kind hold, by name."""
    return dict(resources[kind].items()) if kind in resources else {}


def reachable(
    resources: Object, done: set[tuple[int, int]]
) -> Iterator[tuple[Object, Object]]:
    """Yield each stream that resources name, at whatever depth, with its own resources.

    These are pictures, forms and patterns. What is in `done` is left out, and all that is
    yielded is put there.
    """
    pending = [resources]
    while pending:
        here = pending.pop()
        for kind in ("/XObject", "/Pattern"):
            for each in named(here, kind).values():
                if isinstance(each, pikepdf.Stream) and each.objgen not in done:
                    done.add(each.objgen)
                    own = each.Resources if "/Resources" in each else here
                    yield each, own
                    pending.append(own)
