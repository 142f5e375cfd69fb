"""The tasks of this book: everything comes from the publisher."""

from publisher.tasks import namespace as ns  # noqa: F401
