"""Suggested edits, put into the manuscript at exactly their place.

`Working` is a file while it is being edited: it knows where a place of the beginning is
after earlier edits. `edited` makes the new text of one suggestion, or says why not:

    working = Working(text, path, parsed)
    made = edited(working, correction)         # Edit, or Refused
    working.take(made)                         # from now on that is the text

Nothing is guessed: the words of the place must be those the reader saw. Nothing is broken:
the new text is read as a chapter again, and only if the words of one paragraph have
changed just so, and all markup is as it was, is there an edit.
"""

from publisher.proof.applying.edits import Edit as Edit
from publisher.proof.applying.edits import Refused as Refused
from publisher.proof.applying.edits import edited as edited
from publisher.proof.applying.rawtext import RawText as RawText
from publisher.proof.applying.rawtext import Strange as Strange
from publisher.proof.applying.working import Working as Working
