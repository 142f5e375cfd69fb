"""From what belongs together in a PDF to one mark of a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from publisher.proof.annotations import fields
from publisher.proof.annotations.fields import Corners
from publisher.proof.annotations.threads import Thread
from publisher.proof.annotations.values import Annotation
from publisher.proof.corrections import Kind, Rect, origin

KINDS = {
    "Highlight": Kind.HIGHLIGHT,
    "Underline": Kind.UNDERLINE,
    "Squiggly": Kind.SQUIGGLY,
    "StrikeOut": Kind.STRIKE_OUT,
    "Caret": Kind.CARET,
    "Text": Kind.NOTE,
    "FileAttachment": Kind.NOTE,
    "FreeText": Kind.TEXT,
    "Ink": Kind.INK,
    "Stamp": Kind.STAMP,
    "Redact": Kind.HIGHLIGHT,
}
_QUADS = {"Highlight", "Underline", "Squiggly", "StrikeOut", "Redact", "Link"}
_MOST_BOXES = 400
_DELETIONS = re.compile(
    r"(?:delete[ds]?|del\.?|cut|strike(?: out)?|remove[ds]?|omit|take out|⌫|₰|✂"
    r"|löschen|streichen|supprimer|удалить|убрать)"
    r"(?: (?:this|it|these|words?))*[.!]?",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    r"(?:(?:please )?(?:replace|change)(?: it| this)? (?:with|by|to)|should be|read|→|->)"
    r"\s*:?\s+(?P<new>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"[\"“„«'‘](?P<new>[^\"“”„«»]+)[\"”“»'’]")
_QUESTION = re.compile(r"\S+\s+\S+\s.*[?？;]\s*", re.DOTALL)
_REMARK = re.compile(
    r"[?？!]+|(?:(?:sic|stet|typo|wrong|error|mistake|check|verify|query|unclear|awkward"
    r"|repetition|repeated|duplicate|spelling|sp\.|ugly|why|really|ok|inconsistent"
    r"|wiederholung|falsch|prüfen|unklar|tippfehler|faute|répétition|vérifier"
    r"|повтор|ошибка|опечатка|проверить|неясно|nicht so)(?: \([^)]*\))?[.!?]*"
    r"|(?:see|cf\.|vgl\.|siehe|voir|см\.|compare)\s.*\d.*"
    r"|(?:au|ed|query|note|todo|q)\s*:\s.*)",
    re.IGNORECASE | re.DOTALL,
)
"""What is said about struck words by those who do not say what should stand there."""


class Frame:
    """Turns places of a PDF page into those of its trimmed page."""

    def __init__(self, sheet: int, trim: Corners) -> None:
        """Take the number of the page, from 1, and its trim."""
        self.sheet = sheet
        self.trim = trim

    def rect(self, box: Corners) -> Rect:
        """Place a rectangle on the trimmed page."""
        left, lower, right, upper = box
        x, y = self.point(left, upper)
        return Rect(self.sheet, x, y, round(right - left, 2), round(upper - lower, 2))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Place a point on the trimmed page."""
        return round(x - self.trim[0], 2), round(self.trim[3] - y, 2)


def mark(thread: Thread, frame: Frame) -> Annotation | None:
    """Make one mark of a thread; None where there is nothing on the page."""
    lead = thread.root
    struck, caret = thread.of("StrikeOut"), thread.of("Caret")
    replaced = struck is not None and caret is not None
    kind = _kind(lead)
    boxes = _boxes(thread, frame)
    faults = []
    if replaced:
        assert struck is not None
        kind = Kind.REPLACE
        boxes = [frame.rect(each) for each in _areas(struck)] or boxes
    if not boxes:
        return None
    if len(boxes) > _MOST_BOXES:
        faults.append(f"it has {len(boxes):,} parts; the first {_MOST_BOXES} are taken")
        boxes = boxes[:_MOST_BOXES]
    words = "\n".join(filter(None, (fields.said(each) for each in thread.all)))
    new, strikes = _wanted(kind, words, caret if replaced else None)
    if new is not None:
        words = _besides(thread, caret) if replaced else ""
    return Annotation(
        sheet=frame.sheet,
        kind=kind,
        reader=_reader(thread),
        boxes=tuple(boxes),
        point=_point(lead, kind, frame),
        words=words.strip(),
        new=new,
        struck=strikes,
        made_at=fields.date(lead),
        origins=_origins(lead, frame.sheet),
        replies=tuple(thread.replies),
        faults=tuple(faults),
    )


def _kind(lead: pikepdf.Dictionary) -> Kind:
    return KINDS.get(fields.name(lead, "/Subtype"), Kind.SHAPE)


def _reader(thread: Thread) -> str:
    said = (fields.text(each, "/T", 200).strip() for each in thread.all)
    return next(filter(None, said), "")


def _boxes(thread: Thread, frame: Frame) -> list[Rect]:
    return [frame.rect(box) for each in thread.all for box in _areas(each)]


def _areas(each: pikepdf.Dictionary) -> Iterator[Corners]:
    """Give what an annotation marks: its quadrilaterals, its strokes, or its rectangle."""
    subtype = fields.name(each, "/Subtype")
    found: list[Corners] = []
    if subtype in _QUADS:
        found = [box for box in fields.quads(each) if box[3] > box[1]]
    elif subtype == "Ink":
        found = fields.strokes(each)
    elif subtype == "Line" and len(ends := fields.numbers(each, "/L")) == 4:
        found = [fields.around(ends)]
    if not found and (whole := fields.rectangle(each)):
        found = [whole]
    yield from found


def _point(
    lead: pikepdf.Dictionary, kind: Kind, frame: Frame
) -> tuple[float, float] | None:
    """Say where an annotation points: an arrow, a callout, a caret."""
    subtype = fields.name(lead, "/Subtype")
    if subtype == "FreeText" and len(line := fields.numbers(lead, "/CL")) >= 4:
        return frame.point(line[0], line[1])
    if subtype == "Line" and len(ends := fields.numbers(lead, "/L")) == 4:
        heads = fields.get(lead, "/LE")
        if isinstance(heads, pikepdf.Array) and len(heads) == 2:
            begin, end = (str(each) != "/None" for each in heads)
            if begin != end:
                return frame.point(*(ends[:2] if begin else ends[2:]))
    if kind is Kind.CARET and (area := fields.rectangle(lead)):
        inner = fields.numbers(lead, "/RD")
        if len(inner) == 4 and min(inner) >= 0:
            left, lower, right, upper = area
            if left + inner[0] < right - inner[2]:
                area = (left + inner[0], lower + inner[1], right - inner[2], upper)
        return frame.point((area[0] + area[2]) / 2, (area[1] + area[3]) / 2)
    return None


def _wanted(
    kind: Kind,
    words: str,
    caret: pikepdf.Dictionary | None,
) -> tuple[str | None, bool]:
    """Say what should come in, and whether the marked words should go.

    A question or a remark is no text for the book, and "delete" is what is wanted, not
    what is to stand there. Where both can be meant, a person decides.
    """
    match kind:
        case Kind.REPLACE:
            said = fields.said(caret) if caret is not None else ""
            return (said or words) or None, True
        case Kind.STRIKE_OUT:
            plain = words.strip()
            if not plain or _DELETIONS.fullmatch(plain):
                return "", True
            if _QUESTION.fullmatch(plain) or _REMARK.fullmatch(plain):
                return None, True
            return _instead(words), True
        case Kind.CARET:
            plain = words.strip()
            if not plain and not words:
                return None, False
            return (None if _QUESTION.fullmatch(plain) else words), False
        case _:
            return None, False


def _instead(words: str) -> str:
    """Take the new words out of "replace with …"; quotation marks around them go."""
    said = _REPLACED.fullmatch(words.strip())
    if not said:
        return words
    quoted = _QUOTED.fullmatch(said["new"].strip())
    return quoted["new"] if quoted else said["new"]


def _besides(thread: Thread, caret: pikepdf.Dictionary | None) -> str:
    """Give what was written at the other parts of a replacement."""
    other = (fields.said(each) for each in thread.all if each is not caret)
    return "\n".join(filter(None, other))


def _origins(lead: pikepdf.Dictionary, sheet: int) -> tuple[str, ...]:
    """Digest what makes it the mark it is: its name, and where and when it was made."""
    subtype, reader = fields.name(lead, "/Subtype"), fields.text(lead, "/T", 200)
    made = fields.text(lead, "/CreationDate", 40)
    own = fields.text(lead, "/NM", 200).strip()
    area = fields.rectangle(lead) or (0.0, 0.0, 0.0, 0.0)
    where = " ".join(f"{each:.0f}" for each in area)
    named = [origin("name", own, subtype)] if own else []
    return (*named, origin("place", reader, subtype, sheet, where, made))
