"""Asks for addresses, many at once and politely. The only module that knows aiohttp.

Headers alone are read, never a body, so a slow or endless one does no harm. Addresses of
private networks are refused where names are resolved, so no name and no redirect leads
there (server-side request forgery).
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from publisher import __version__
from publisher.online.answers import Answer, Kind

AGENT = f"publisher/{__version__} (looks whether the links of a book still work)"
_GONE = {404, 410}
_MOVED = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}
_LATER = {429, 503}
_ERROR = 400  # statuses from here on say that something is wrong


@dataclass(frozen=True, slots=True)
class Manner:
    """How to ask. Times are in seconds."""

    overall: float = 300.0
    each: float = 20.0
    pause: float = 0.5  # between two requests to one host
    patience: float = 10.0  # the longest Retry-After that is waited for
    hosts: int = 16  # asked at the same time; each gets one request at a time
    hops: int = 8  # redirects that are followed
    own: str = ""  # the one private host that may be asked: tests have a server there


class _PrivateError(OSError):
    """An address is not of the public network."""


@dataclass(slots=True)
class _Asker:
    manner: Manner
    session: aiohttp.ClientSession
    room: asyncio.Semaphore
    hosts: dict[str, asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )

    async def answer(self, url: str) -> Answer:
        """Learn how it stands with an address; whatever happens is an answer."""
        try:
            return await self._followed(url)
        except _PROBLEMS as problem:
            return _told(problem)

    async def _followed(self, url: str) -> Answer:
        """Follow redirects to where something is."""
        here, lasting, met = url, True, {url}
        for _ in range(self.manner.hops):
            status, to = await self._status(here)
            if status not in _REDIRECTS or not to:
                moved = here if lasting and here != url else ""
                return _judged(status, moved)
            lasting = lasting and status in _MOVED
            here = urljoin(here, to)
            if urlsplit(here).scheme not in {"http", "https"}:
                return Answer(Kind.DEAD, "leads to what is not on the web")
            if here in met:
                return Answer(Kind.DEAD, "leads round in a circle")
            met.add(here)
        return Answer(Kind.DEAD, "is passed on without end")

    async def _status(self, url: str) -> tuple[int, str]:
        """Ask for the head; where that is refused, for the whole, and read the head of it."""
        status, to, wait = await self._asked("HEAD", url)
        if status >= _ERROR:
            if status in _LATER and 0 < wait <= self.manner.patience:
                await asyncio.sleep(wait)
            status, to, _ = await self._asked("GET", url)
        return status, to

    async def _asked(self, method: str, url: str) -> tuple[int, str, float]:
        host = urlsplit(url).hostname or ""
        if host != self.manner.own and _is_private(host):
            raise _PrivateError(host)
        async with self.hosts[host], self.room:
            limit = aiohttp.ClientTimeout(total=self.manner.each)
            async with self.session.request(
                method, url, allow_redirects=False, timeout=limit
            ) as response:
                head = response.headers
                said = response.status, head.get("Location", ""), _seconds(head)
                response.close()
            await asyncio.sleep(self.manner.pause)
        return said


def ask(urls: Iterable[str], manner: Manner) -> dict[str, Answer]:
    """Learn how it stands with addresses; those not reached in time are unknown."""
    return asyncio.run(_ask(list(urls), manner))


async def _ask(urls: list[str], manner: Manner) -> dict[str, Answer]:
    connector = aiohttp.TCPConnector(resolver=_Resolver(), force_close=True)
    headers = {"User-Agent": AGENT, "Accept": "*/*"}
    async with aiohttp.ClientSession(
        connector=connector,
        headers=headers,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
    ) as session:
        asker = _Asker(manner, session, asyncio.Semaphore(manner.hosts))
        tasks = {url: asyncio.create_task(asker.answer(url)) for url in urls}
        if tasks:
            _, late = await asyncio.wait(tasks.values(), timeout=manner.overall)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
    untold = Answer(Kind.UNKNOWN, "was not reached before time was up")
    return {
        url: untold if task.cancelled() else task.result()
        for url, task in tasks.items()
    }


class _Resolver(AbstractResolver):
    """Finds the addresses of a name, public ones alone."""

    def __init__(self) -> None:
        """Ask as the machine does."""
        self._plain = aiohttp.ThreadedResolver()

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,
    ) -> list[ResolveResult]:
        """Resolve a name; one that leads into a private network is refused whole."""
        found = await self._plain.resolve(host, port, family)
        if any(_is_private(each["host"]) for each in found):
            raise _PrivateError(host)
        return found

    async def close(self) -> None:
        """Let go of what is held."""
        await self._plain.close()


def _is_private(host: str) -> bool:
    """Tell an address that is not of the public network; a name is none yet."""
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return not (mapped or address).is_global or address.is_multicast


_PROBLEMS = (aiohttp.ClientError, OSError, ValueError)  # OSError: TimeoutError, too


def _told(problem: Exception) -> Answer:
    """Say what a failure means to a reader."""
    cause = getattr(problem, "os_error", problem)
    if isinstance(cause, _PrivateError):
        return Answer(Kind.PRIVATE, "is an address of a private network")
    match problem:
        case aiohttp.ClientSSLError():
            return Answer(Kind.DEAD, "has no valid certificate, so browsers refuse it")
        case aiohttp.ClientConnectorDNSError():
            return Answer(Kind.UNREACHED, "belongs to a site that is not found")
        case TimeoutError():
            return Answer(Kind.UNREACHED, "did not answer in time")
        case ValueError():
            return Answer(Kind.DEAD, "is not an address")
        case _:
            return Answer(Kind.UNREACHED, "gave no answer")


def _judged(status: int, moved: str) -> Answer:
    if status < _ERROR:
        if moved:
            return Answer(Kind.MOVED, "has moved for good", moved)
        return Answer(Kind.GOOD)
    if status in _GONE:
        return Answer(Kind.DEAD, f"is not there any more (status {status})")
    return Answer(Kind.UNKNOWN, f"does not tell programs (status {status})")


def _seconds(head: Mapping[str, str]) -> float:
    """Read Retry-After in seconds; a date counts as none (RFC 9110, 10.2.3)."""
    said = head.get("Retry-After", "").strip()
    return float(said) if said.isdecimal() else 0.0
