"""Links out of the book, against a server that misbehaves in every way."""

import ssl
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
import trustme

from clean_book import copy_of_clean
from publisher import pipeline
from publisher.cache import Cache
from publisher.online import Manner, check_links
from publisher.online.answers import Answer, Kind, remember, remembered
from publisher.online.asking import AGENT, ask
from publisher.tools import ToolFailed

OWN = "127.0.0.1"
QUICK = Manner(each=1.0, overall=20.0, pause=0.0, own=OWN)


RAW = {  # what is written, in pieces, and the seconds between them
    "/drip": ([b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 20], 0.2),
    "/noise": ([b"\x16\x03\x01 no web page\r\n\r\n"], 0.0),
    "/nothing": ([], 0.0),
    "/flood": ([b"HTTP/1.1 200 OK\r\n", *[b"X: " + b"y" * 9000 + b"\r\n"] * 200], 0.0),
    "/body": ([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", *[b"z"] * 9], 0.5),
}


class Misbehaving(BaseHTTPRequestHandler):
    """Answers by the path it is asked for."""

    met: ClassVar = Counter()
    agents: ClassVar = set()

    def do_HEAD(self):
        self._serve(body=False)

    def do_GET(self):
        self._serve(body=True)

    def log_message(self, *_):
        """Be silent."""

    def _write(self, pieces, pause):
        self.close_connection = True
        try:
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            return  # whoever asked has gone, as they should

    def _serve(self, *, body):
        path = self.path.partition("?")[0]
        self.met[self.command, path] += 1
        self.agents.add(self.headers["User-Agent"])
        if path == "/slow":
            time.sleep(3)
        if path in RAW:
            self._write(*RAW[path])
            return
        status, head = {
            "/gone": (404, {}),
            "/robots": (403, {}),
            "/linkedin": (999, {}),
            "/moved": (301, {"Location": "/good"}),
            "/for-now": (302, {"Location": "/good"}),
            "/circle": (302, {"Location": "/circle2"}),
            "/circle2": (302, {"Location": "/circle"}),
            "/endless": (302, {"Location": f"/endless?{time.monotonic_ns()}"}),
            "/file": (302, {"Location": "file:///etc/passwd"}),
            "/nowhere": (302, {"Location": "http://["}),
            "/inward": (302, {"Location": "http://127.0.0.2:9/"}),
            "/inward-name": (302, {"Location": "//localhost:9/"}),
            "/inward-six": (301, {"Location": "http://[::ffff:10.0.0.1]/"}),
            "/metadata": (307, {"Location": "http://169.254.169.254/latest/"}),
            "/broken": (500, {}),
            "/busy": (429, {"Retry-After": "1"}),
            "/get-only": (405, {}),
        }.get(path, (200, {}))
        if path == "/busy" and self.met["HEAD", "/busy"] + self.met["GET", "/busy"] > 1:
            status = 200
        if path == "/get-only" and body:
            status = 200
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        if path == "/huge":
            self.send_header("Content-Length", str(10**12))
        self.end_headers()


@pytest.fixture
def server():
    Misbehaving.met.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()


@pytest.fixture
def unsafe():
    """A server whose certificate nobody has signed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving) as made:
        made.socket = context.wrap_socket(made.socket, server_side=True)
        made.handle_error = lambda *_: None  # that it is refused is what is tested
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{made.server_port}"
        made.shutdown()


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("/good", "good", ""),
        ("/huge", "good", ""),
        ("/get-only", "good", ""),
        ("/for-now", "good", ""),
        ("/busy", "good", ""),
        ("/moved", "moved", "for good"),
        ("/gone", "dead", "404"),
        ("/circle", "dead", "circle"),
        ("/endless", "dead", "without end"),
        ("/file", "dead", "not on the web"),
        ("/nowhere", "dead", "not an address"),
        ("/inward", "private", "private network"),
        ("/inward-name", "private", "private network"),
        ("/inward-six", "private", "private network"),
        ("/metadata", "private", "private network"),
        ("/body", "good", ""),
        ("/drip", "unreached", "in time"),
        ("/noise", "unreached", "no answer"),
        ("/nothing", "unreached", "no answer"),
        ("/flood", "unreached", "no answer"),
        ("/robots", "unknown", "403"),
        ("/linkedin", "unknown", "999"),
        ("/broken", "unknown", "500"),
        ("/slow", "unreached", "in time"),
    ],
)
def test_what_a_server_does_is_told_for_what_it_is(server, path, kind, said):
    answer = ask([server + path], QUICK)[server + path]

    assert kind == answer.kind.value
    assert said in answer.said


def test_a_certificate_that_browsers_refuse_is_a_dead_link(unsafe):
    assert ask([unsafe], QUICK)[unsafe].kind.value == "dead"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "http://127.1:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://0.0.0.0:{port}/",
    ],
)
def test_nobody_is_sent_into_a_private_network(server, url):
    """However it is written; and the server never hears of it."""
    address = url.format(port=server.rpartition(":")[2])
    answer = ask([address], Manner(each=2.0, pause=0.0))[address]

    assert answer.kind.value in {"private", "unreached", "dead"}
    assert Misbehaving.met == Counter()


def test_links_are_found_with_their_places_asked_once_and_remembered(server, tmp_path):
    """In notes too; those that are good are not asked for again."""
    home = copy_of_clean(tmp_path)
    with (home / "three.md").open("a", encoding="utf-8") as file:
        file.write(
            f"\n\nSee [it]({server}/gone#a), [it]({server}/gone#b), [this]({server}/moved)"
            f" and [that]({server}/robots).[^web]\n\n[^web]: At [the site]({server}/good).\n"
        )
    book, cache = pipeline.check(home).book, Cache(tmp_path / "cache")
    manner = QUICK
    places = [
        each for each in check_links(book, cache, manner) if server in each.message
    ]
    first = dict(Misbehaving.met)
    check_links(book, cache, manner)

    assert [each.code for each in places] == ["C050", "C050", "C051", "C052"]
    for each in places:
        text = (home / "three.md").read_text("utf-8").split("\n")[each.span.line - 1]
        assert text[each.span.column - 1 :].startswith("[")
    assert Misbehaving.met == first
    assert first["HEAD", "/gone"] == 1
    assert {AGENT} == Misbehaving.agents


def test_a_private_link_is_a_finding(server, tmp_path):
    """C053: it works on the author's desk alone."""
    home = copy_of_clean(tmp_path)
    with (home / "three.md").open("a", encoding="utf-8") as file:
        file.write(f"\n\nSee [it]({server}/good).\n")
    found = check_links(pipeline.check(home).book, None, Manner(each=1.0, pause=0.0))

    assert "C053" in [each.code for each in found if server in each.message]
    assert Misbehaving.met == Counter()


def test_all_time_together_is_bounded(server):
    """What is left over when it is up cannot be known."""
    urls = [f"{server}/slow?{number}" for number in range(5)]
    answers = ask(urls, Manner(each=60.0, overall=0.5, pause=0.0, own=OWN))

    assert {answer.kind.value for answer in answers.values()} == {"unknown"}


def test_a_machine_without_a_network_is_no_fault_of_the_book(tmp_path):
    home = copy_of_clean(tmp_path)
    with (home / "three.md").open("a", encoding="utf-8") as file:
        for number in range(4):
            file.write(f"\n\nSee [it](http://no-{number}.invalid/).\n")
    book = pipeline.check(home).book

    with pytest.raises(ToolFailed):
        check_links(book, None, Manner(each=2.0, pause=0.0))


@pytest.mark.parametrize(
    ("kind", "hours", "believed"),
    [
        (Kind.GOOD, 6 * 24, True),
        (Kind.GOOD, 8 * 24, False),
        (Kind.GOOD, -1, False),  # the clock was set back
        (Kind.MOVED, 6 * 24, True),
        (Kind.DEAD, 0.5, True),
        (Kind.DEAD, 2, False),
        (Kind.UNKNOWN, 2, False),
        (Kind.UNREACHED, 0, False),
        (Kind.PRIVATE, 0, False),
    ],
)
def test_what_was_learnt_is_believed_for_a_while(
    kind, hours, believed, tmp_path, monkeypatch
):
    """What is good stays good for a week; what is not is looked at again within the hour."""
    cache, url, now = Cache(tmp_path), "https://example.org/", time.time()
    remember(cache, url, Answer(kind))
    monkeypatch.setattr(time, "time", lambda: now + 3600 * hours)

    assert believed == (remembered(cache, url) is not None)
