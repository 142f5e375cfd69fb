"""Which characters a text is made of, found quickly in texts of which most is ASCII."""

from __future__ import annotations

_COMMON = bytes((*b"\n", *range(0x20, 0x7F)))


def alphabet(text: str) -> set[str]:
    """Give every character of a text, once: what `set` gives, which looks at each of them."""
    data = text.encode("utf-8", "surrogatepass")
    rest = data.translate(None, _COMMON)
    common = (chr(each) for each in _COMMON if each in data)
    return {*rest.decode("utf-8", "surrogatepass"), *common}
