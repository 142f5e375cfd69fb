"""Links out of the book, asked for over the network; only when someone wants it.

No build comes here: this room lies above the pipeline, and nothing else knows the client.
"""

from publisher.online.asking import Manner as Manner
from publisher.online.links import check_links as check_links
from publisher.online.links import followed as followed
