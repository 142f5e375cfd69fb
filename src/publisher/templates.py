"""Templates, compiled once: Jinja takes 0.03 s for those of a PDF and of the findings."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from publisher.readymade import keep, known
from publisher.seldom import version

_VERSION = version("jinja2")


class Readymade(BytecodeCache):
    """What Jinja asks for the code of a template."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of the same text, as the same template, if it was."""
        bucket.code = known(_name(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        assert bucket.code is not None
        keep(_name(bucket), bucket.code)


def _name(bucket: Bucket) -> tuple[object, ...]:
    """Name a template by its place, its text, and how it is read."""
    plain = {
        k: v for k, v in vars(bucket.environment).items() if isinstance(v, str | int)
    }
    return "template", _VERSION, bucket.key, bucket.checksum, *sorted(plain.items())
