"""The look of the EPUB: is it legible by day and by night, and will readers obey it.

Style sheets are looked at as their author wrote them, so that each finding points at a
line of the sheet. The owner of tinycss2 and cssselect2 in this stage.
"""

from publisher.check.looks.contrast import faint_words
from publisher.check.looks.declarations import doubtful_styles

__all__ = ["doubtful_styles", "faint_words"]
