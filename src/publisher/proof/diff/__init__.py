"""Two editions of a book held against each other: texts, pages, numbers, pictures."""

from publisher.proof.diff.numbers import Shift as Shift
from publisher.proof.diff.numbers import shifts as shifts
from publisher.proof.diff.pages import Fate as Fate
from publisher.proof.diff.pages import Sheet as Sheet
from publisher.proof.diff.pages import fates as fates
from publisher.proof.diff.report import Difference as Difference
from publisher.proof.diff.report import TextChange as TextChange
from publisher.proof.diff.report import as_html as as_html
from publisher.proof.diff.report import as_lines as as_lines
