"""What a browser may ask of the desk, and what it gets. The addresses are at the bottom."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from publisher.loopback import SHARED, archive
from publisher.loopback.guard import POLICY, POLICY_OF_TEXT
from publisher.loopback.sheets import letters
from publisher.loopback.studio import Studio
from publisher.proof.corrections import NotOurs
from publisher.proof.desk.asked import Refused, Spot, aside
from publisher.proof.desk.desk import Desk
from publisher.proof.desk.reading import Reading
from publisher.proof.desk.room import Room

STATIC = Path(__file__).parent / "static"
FACES = ("EBGaramond-Regular.ttf", "EBGaramond-Italic.ttf", "SourceSans3-Regular.ttf",
         "SourceSans3-Bold.ttf", "SourceSans3-Italic.ttf")  # fmt: skip
LARGEST = 100_000  # bytes of what a browser sends
_ASIDE = ("before", "words", "after")
HEARTBEAT = 15  # seconds of silence after which a browser is told that all is well
OURS = f"{POLICY}; font-src 'self'"
KEPT = {"Cache-Control": "private, max-age=86400, immutable"}
"""For what belongs to one build, whose number is in its address."""


@dataclass(frozen=True, slots=True)
class Server:
    """Answers browsers out of what lies in the room."""

    room: Room
    desk: Desk
    studio: Studio
    faces: Path

    async def index(self, _: Request) -> Response:
        """The one page there is."""
        headers = {"Content-Security-Policy": OURS}
        return FileResponse(STATIC / "index.html", headers=headers)

    async def events(self, _: Request) -> Response:
        """Which build is shown and how often something was written, at every change."""
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[str]:
        seen = None
        while not self.room.closed:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    seen = await self.room.news(seen)
            except TimeoutError:
                yield ": nothing new\n\n"
            else:
                yield f"data: {json.dumps(asdict(seen))}\n\n"

    async def book(self, _: Request) -> Response:
        """What the book is: its pages, its pieces, where the text of each page begins."""
        return JSONResponse(self.room.reading.told)

    async def findings(self, request: Request) -> Response:
        """What the check found."""
        reading = self._reading(request)
        return _gone() if reading is None else JSONResponse(reading.findings)

    async def page(self, request: Request) -> Response:
        """A page as a picture `width` px wide."""
        reading, page = self._reading(request), int(request.path_params["page"])
        if reading is None or not 0 < page <= reading.sheet.pages:
            return _gone()
        width = number(request.query_params.get("width"))
        picture = await self.room.picture(reading, page, width, self.studio)
        return Response(picture, media_type="image/png", headers=KEPT)

    async def words(self, request: Request) -> Response:
        """The words of a page, each with its box."""
        reading, page = self._reading(request), int(request.path_params["page"])
        if reading is None or not 0 < page <= reading.sheet.pages:
            return _gone()
        words = await self.studio.ask(letters, reading.book.pdf, page)
        told = [[w.text, w.x, w.y, w.width, w.height] for w in words]
        return JSONResponse(told, headers=KEPT)

    async def place(self, request: Request) -> Response:
        """Where words were written: `from` and `to` are PAGE.WORD, or `words` of the EPUB."""
        reading, asked = self._reading(request), request.query_params
        begin, end = (_spot(asked.get(name)) for name in ("from", "to"))
        if reading is None:
            return _gone()
        if begin is not None and end is not None:
            found = await self.desk.anchored(reading, begin, end)
        else:
            try:
                parts = {name: asked.get(name, "") for name in _ASIDE}
                found = await self.room.said(aside(parts))
            except Refused:
                return _gone()
        at = found.place if found else None
        if at is None:
            return JSONResponse(None)
        link = self.room.editor.link(self.room.home, at.path, at.line, at.column)
        told = {"path": at.path, "line": at.line, "column": at.column, "link": link}
        return JSONResponse(told)

    async def corrections(self, _: Request) -> Response:
        """What readers wrote, and the state of the journal."""
        return JSONResponse(await self.desk.rows())

    async def write(self, request: Request) -> Response:
        """Write a correction down; when this is answered, it is on the disk."""
        return await _written(request, self.desk.write)

    async def settle(self, request: Request) -> Response:
        """Settle, decline or reopen a correction."""
        name = str(request.path_params["id"])
        return await _written(request, partial(self.desk.settle, name))

    async def text(self, request: Request) -> Response:
        """A file of the EPUB, as a document without scripts."""
        name, book = str(request.path_params["name"]), self.room.reading.book
        kind = archive.media_type(name)
        content = archive.content(book.epub, name) if kind else None
        if content is None:
            return _gone()
        tag = hashlib.blake2b(content, digest_size=16).hexdigest()
        answer = archive.unless_known(request, content, kind, tag)
        answer.headers["Content-Security-Policy"] = POLICY_OF_TEXT
        return answer

    async def face(self, request: Request) -> Response:
        """A font of the house, for the desk's own words."""
        name = str(request.path_params["name"])
        if name not in FACES or not (self.faces / name).is_file():
            return _gone()
        return FileResponse(self.faces / name, media_type="font/ttf", headers=KEPT)

    def _reading(self, request: Request) -> Reading | None:
        asked = int(request.path_params["number"])
        reading = self.room.reading
        return reading if asked == reading.book.number else None


def application(room: Room, studio: Studio, faces: Path) -> Starlette:
    """Give every address its answer."""
    server = Server(room, Desk(room, studio), studio, faces)
    return Starlette(
        routes=[
            Route("/", server.index),
            Route("/events", server.events),
            Route("/book.json", server.book),
            Route("/{number:int}/findings.json", server.findings),
            Route("/{number:int}/{page:int}.json", server.words),
            Route("/{number:int}/{page:int}.png", server.page),
            Route("/{number:int}/place.json", server.place),
            Route("/corrections.json", server.corrections),
            Route("/corrections", server.write, methods=["POST"]),
            Route("/corrections/{id}", server.settle, methods=["POST"]),
            Route("/text/{name:path}", server.text),
            Route("/faces/{name}", server.face),
            Mount("/static", StaticFiles(directory=STATIC)),
            Mount("/shared", StaticFiles(directory=SHARED)),
        ]
    )


def number(text: str | None) -> int:
    """Read a number from 0; 0 if it is none."""
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _gone() -> Response:
    return JSONResponse(None, 404)


def _spot(told: str | None) -> Spot | None:
    page, _, word = (told or "").partition(".")
    numbers = all(each.isascii() and each.isdigit() for each in (page, word))
    return Spot(int(page), int(word)) if numbers else None


async def _written(
    request: Request, act: Callable[[Mapping[str, Any]], Awaitable[Mapping[str, Any]]]
) -> Response:
    """Let something be written; where it cannot be, say why in words for a reader."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != "application/json":
        return JSONResponse({"fault": "JSON is wanted"}, 415)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return JSONResponse({"fault": "that is too long"}, 413)
    try:
        told = json.loads(body)
        if not isinstance(told, dict):
            raise Refused("an object is wanted")
        return JSONResponse(await act(told))
    except (ValueError, RecursionError):
        return JSONResponse({"fault": "that is no JSON"}, 400)
    except Refused as problem:
        return JSONResponse({"fault": _sentence(str(problem))}, 422)
    except (OSError, NotOurs) as problem:
        reason = f"it could not be written down: {problem}"
        return JSONResponse({"fault": _sentence(reason)}, 500)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
