"""What differs between two revisions of a book, paragraph by paragraph, word by word."""

from publisher.proof.changes.comparing import Change as Change
from publisher.proof.changes.comparing import Edit as Edit
from publisher.proof.changes.comparing import compared as compared
from publisher.proof.changes.wording import Paragraph as Paragraph
from publisher.proof.changes.wording import Token as Token
from publisher.proof.changes.wording import paragraphs as paragraphs
from publisher.proof.changes.wording import said as said
