"""Who may ask, and what a browser may do with the answer.

The server listens on this machine alone, but any page in the browser can reach it too:
by its address, or by a name of its own that it lets point here. So a request must name
this server as its host, and must not come from anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost")
OURS = "text/html; charset=utf-8"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
    " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
POLICY_OF_TEXT = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self' data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'self'; sandbox allow-same-origin"
)
"""For the book's own files: no scripts, nothing from elsewhere."""

ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """Stands before an application that listens on `port`."""

    app: ASGIApp
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn strangers away; send answers out with their headers."""

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = next(self._refusals(scope), None)
        answer = PlainTextResponse(refusal, 403) if refusal else self.app
        await answer(scope, receive, dressed)

    def _refusals(self, scope: Scope) -> Iterator[str]:
        headers = Headers(scope=scope)
        hosts = [f"{name}:{self.port}" for name in NAMES]
        if headers.getlist("host") not in [[host] for host in hosts]:
            yield "this server is not the host that was asked for"
        if headers.get("origin", "") not in ["", *(f"http://{host}" for host in hosts)]:
            yield "a page from elsewhere may not ask here"
        site = headers.get("sec-fetch-site", "none")
        followed = scope["path"] == "/" and headers.get("sec-fetch-mode") == "navigate"
        if site not in {"same-origin", "none"} and not followed:
            yield "a page from elsewhere may not show this"
