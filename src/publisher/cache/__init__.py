"""Results kept from one build to the next, found by what they were made of."""

from publisher.cache.kept import kept, named
from publisher.cache.keys import fingerprint, key
from publisher.cache.recalling import Recalling
from publisher.cache.store import LIMIT, Cache, default_folder, temporary

__all__ = [
    "LIMIT",
    "Cache",
    "Recalling",
    "default_folder",
    "fingerprint",
    "kept",
    "key",
    "named",
    "temporary",
]
