"""What a browser may ask for, and what it gets. Every address is listed at the bottom."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from publisher.artifacts import Box
from publisher.loopback import SHARED
from publisher.loopback.archive import media_type, unless_known
from publisher.loopback.guard import POLICY_OF_TEXT
from publisher.loopback.studio import Studio
from publisher.preview import text
from publisher.preview.desk import Desk
from publisher.preview.impressions import Impression
from publisher.preview.places import Shown

STATIC = Path(__file__).parent / "static"
HEARTBEAT = 15  # seconds of silence after which a browser is told that all is well


@dataclass(frozen=True, slots=True)
class Server:
    """Answers browsers out of what lies on the desk."""

    desk: Desk
    studio: Studio

    async def index(self, _: Request) -> Response:
        """The one page there is."""
        return FileResponse(STATIC / "index.html")

    async def events(self, _: Request) -> Response:
        """The state of the desk now, and whenever it changes."""
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[str]:
        seen = None
        while not self.desk.closed:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    seen = await self.desk.news(seen)
            except TimeoutError:
                yield ": nothing new\n\n"
            else:
                yield f"data: {json.dumps(asdict(seen))}\n\n"

    async def book(self, request: Request) -> Response:
        """What an impression is: its pages, and what was edited since the one before."""
        shown = self._impression(request)
        if shown is None:
            return _gone()
        pages = shown.pages
        return JSONResponse(
            {
                "title": shown.title,
                "dir": shown.direction,
                "width": pages.width,
                "height": pages.height,
                "pages": [[row.label, row.side.value] for row in pages.pages],
                "edited": [_shown(each) for each in shown.places.within(shown.edits)],
            }
        )

    async def blocks(self, request: Request) -> Response:
        """The blocks on a page, each with its place and the EPUB's document it is in."""
        shown, page = self._impression(request), int(request.path_params["page"])
        if shown is None or not 0 < page <= len(shown.pages.pages):
            return _gone()
        blocks = [_shown(each) | {"part": part} for each, part in shown.places.on(page)]
        return JSONResponse({"document": shown.places.document(page), "blocks": blocks})

    async def place(self, request: Request) -> Response:
        """Where a line is shown; `since` names the impression that the line was read in."""
        shown, asked = self._impression(request), request.query_params
        if shown is None:
            return _gone()
        path, line = PurePosixPath(asked.get("path", "")), _number(asked.get("line"))
        since = _number(asked.get("since")) or shown.number
        line = self.desk.line(path, line, since, shown.number)
        found = shown.places.of(path, line)
        return JSONResponse(_shown(found) if found else None)

    async def page(self, request: Request) -> Response:
        """A page as a picture `width` px wide; 304 if the browser has just that picture."""
        shown, page = self._impression(request), int(request.path_params["page"])
        if shown is None or not 0 < page <= len(shown.pages.pages):
            return _gone()
        width = _number(request.query_params.get("width"))
        picture = await self.studio.draw(shown.pdf, page, width)
        tag = hashlib.blake2b(picture, digest_size=16).hexdigest()
        return unless_known(request, picture, "image/png", tag)

    async def text(self, request: Request) -> Response:
        """A file of the newest EPUB, as a document without scripts."""
        shown, name = self.desk.newest, str(request.path_params["name"])
        kind = media_type(name)
        epub = shown.epub if shown else None
        if shown is None or epub is None or not kind:
            return _gone()
        content = text.read(epub, name, shown.lines)
        if content is None:
            return _gone()
        tag = text.digest(content, epub)
        answer = unless_known(request, content, kind, tag)
        answer.headers["Content-Security-Policy"] = POLICY_OF_TEXT
        return answer

    def _impression(self, request: Request) -> Impression | None:
        return self.desk.impression(int(request.path_params["number"]))


def application(desk: Desk, studio: Studio) -> Starlette:
    """Give every address its answer."""
    server = Server(desk, studio)
    return Starlette(
        routes=[
            Route("/", server.index),
            Route("/events", server.events),
            Route("/{number:int}/book.json", server.book),
            Route("/{number:int}/place.json", server.place),
            Route("/{number:int}/{page:int}.json", server.blocks),
            Route("/{number:int}/{page:int}.png", server.page),
            Route("/text/{name:path}", server.text),
            Mount("/static", StaticFiles(directory=STATIC)),
            Mount("/shared", StaticFiles(directory=SHARED)),
        ]
    )


def _shown(each: Shown) -> dict[str, object]:
    return {
        "path": str(each.span.path),
        "line": each.span.line,
        "document": each.document,
        "boxes": [_box(box) for box in each.boxes],
    }


def _box(box: Box) -> list[float]:
    return [box.page, box.x, box.y, box.width, box.height]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _gone() -> Response:
    return JSONResponse(None, 404)
