"""Letters shaped by HarfBuzz itself, where it is known that Pango would have it give the same.

For `letter_widths`. Pango parts a text by fonts and scripts, has HarfBuzz shape each part, and
lays the parts out. For a text of one font and one script that is only a detour; and it leaves
out what HarfBuzz says besides: where a text may be cut so that the letters on either side stay
what they are. With that a line need not be shaped to be measured.

Which font a letter is set in depends on the letter; and which script, on whether there is a Latin
one among those of its text, or figures and signs alone. So where Pango set a text in one font
from left to right, and HarfBuzz, asked in the same words, gave the same glyphs in the same
places, its letters are proven, and texts of letters proven so need not be given to Pango.

Memory: a font and the proven letters for each style.
"""

# ruff: noqa: ANN401 WeasyPrint has no types

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from publisher.layout.inside.savings.insides import fonts, pango_ffi

ffi, harfbuzz, pango = pango_ffi.ffi, pango_ffi.harfbuzz, pango_ffi.pango

DECLARED = """
typedef struct hb_buffer_t hb_buffer_t;
typedef const struct hb_language_impl_t *hb_language_t;
typedef struct {
    uint32_t codepoint, mask, cluster, var1, var2;
} hb_glyph_info_t;
typedef struct {
    int32_t x_advance, y_advance, x_offset, y_offset; uint32_t var;
} hb_glyph_position_t;
typedef struct { hb_tag_t tag; uint32_t value; unsigned int start, end; } hb_feature_t;
typedef struct {
    int direction; uint32_t script; hb_language_t language; void *reserved1, *reserved2;
} hb_segment_properties_t;
hb_buffer_t *hb_buffer_create (void);
void hb_buffer_clear_contents (hb_buffer_t *buffer);
void hb_buffer_set_flags (hb_buffer_t *buffer, int flags);
void hb_buffer_set_cluster_level (hb_buffer_t *buffer, int level);
void hb_buffer_set_invisible_glyph (hb_buffer_t *buffer, hb_codepoint_t invisible);
void hb_buffer_set_segment_properties (
    hb_buffer_t *buffer, const hb_segment_properties_t *props);
void hb_buffer_add_utf8 (
    hb_buffer_t *buffer, const char *text, int length, unsigned int offset, int bytes);
hb_language_t hb_language_from_string (const char *name, int length);
hb_bool_t hb_feature_from_string (const char *name, int length, hb_feature_t *feature);
void hb_shape (
    hb_font_t *font, hb_buffer_t *buffer, const hb_feature_t *features, unsigned int n);
hb_glyph_info_t *hb_buffer_get_glyph_infos (hb_buffer_t *buffer, unsigned int *length);
hb_glyph_position_t *hb_buffer_get_glyph_positions (
    hb_buffer_t *buffer, unsigned int *length);
void *g_object_ref (void *object);
typedef struct {
    void *shape_engine, *lang_engine, *font;
    uint8_t level, gravity, flags, script;
    const char *language;
} analysis_t;
"""
"""What HarfBuzz has besides what WeasyPrint 70.0 declares of it.

And PangoAnalysis as Pango has it: WeasyPrint declares four of its bytes as numbers.
"""

_NUMBERS = 5  # of a glyph, and of its place; of both together in Pango
_FLAGS = 3  # of a buffer: a text from its beginning to its end
_BY_LETTER = 1  # HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS
_RIGHTWARDS = 4  # HB_DIRECTION_LTR
_CUT = bytes(each & 1 for each in range(256))  # HB_GLYPH_FLAG_UNSAFE_TO_BREAK
LATIN, COMMON = 25, 0  # scripts, as GLib counts them
_NAMES = {LATIN: int.from_bytes(b"Latn", "big"), COMMON: int.from_bytes(b"Zyyy", "big")}
_LETTER = re.compile("[A-Za-z]")

_buffers: list[Any] = []  # the one that all texts are shaped in, once there is one
_LENGTH = ffi.new("unsigned int *")  # of what is in it


class Shaped(NamedTuple):
    """A text as glyphs from left to right; widths and moves in units of Pango."""

    glyphs: Sequence[int]
    wide: Sequence[int]
    moves: Sequence[int]
    places: Sequence[int]  # the byte each glyph begins with
    raised: bool  # some are above or below the line
    unsafe: bytes  # for each: whether a text that is cut before it must be shaped anew

    def is_safe(self, at: int, place: int) -> bool:
        """Tell whether a text may be cut before a byte; `at`: the first glyph from there on."""
        if at == len(self.places):
            return True
        return self.places[at] == place and not self.unsafe[at]


class Advances(NamedTuple):
    """A text as it is measured, glyph after glyph: as much of `Shaped` as lines ask for."""

    wide: Sequence[int]
    places: Sequence[int]
    unsafe: bytes


def script(text: str) -> int:
    """Say in which script a text is set, if it is plain."""
    return LATIN if _LETTER.search(text) else COMMON


def declare() -> None:
    """Have cffi read what is needed of HarfBuzz, once for a process."""
    if not _buffers:
        ffi.cdef(DECLARED)
        buffer = harfbuzz.hb_buffer_create()
        harfbuzz.hb_buffer_set_flags(buffer, _FLAGS)
        harfbuzz.hb_buffer_set_cluster_level(buffer, _BY_LETTER)
        harfbuzz.hb_buffer_set_invisible_glyph(buffer, pango.PANGO_GLYPH_EMPTY)
        _buffers.append(buffer)


@dataclass(slots=True)
class Shaper:
    """Shapes the texts of one style and script, as far as their letters are proven."""

    features: bytes  # of the font, as they are given to Pango
    script: int = LATIN
    proven: set[str] = field(default_factory=set)
    high: tuple[float, float] | None = None  # lines of them: height and baseline, px
    words: Any = None  # as they are drawn (`drawn_words`)
    font: Any = None  # of Pango
    _held: Any = None  # so that it stays
    _shapes: Any = None  # the same font, of HarfBuzz
    _asked: Any = None  # features of it
    _told: Any = None  # direction, script and language

    def shaped(self, text: str) -> Shaped:
        """Shape a text."""
        said, placed = self._told_of(text)
        return Shaped(
            said[::_NUMBERS].tolist(),
            placed[::_NUMBERS].tolist(),
            placed[2::_NUMBERS].tolist(),
            said[2::_NUMBERS].tolist(),
            any(placed[3::_NUMBERS].tolist()),
            _cuts(said),
        )

    def advances(self, text: str) -> Advances:
        """Shape a text in order to measure it."""
        said, placed = self._told_of(text)
        places = array("i", said[2::_NUMBERS].tobytes())
        return Advances(placed[::_NUMBERS].tolist(), places, _cuts(said))

    def _told_of(self, text: str) -> tuple[memoryview, memoryview]:
        """Have HarfBuzz shape a text: what it says of glyphs and of their places.

        Both last until the next text.
        """
        buffer, data = _buffers[0], text.encode()
        harfbuzz.hb_buffer_clear_contents(buffer)
        harfbuzz.hb_buffer_set_segment_properties(buffer, self._told)
        harfbuzz.hb_buffer_add_utf8(buffer, data, len(data), 0, len(data))
        harfbuzz.hb_shape(self._shapes, buffer, self._asked, len(self._asked))
        infos = harfbuzz.hb_buffer_get_glyph_infos(buffer, _LENGTH)
        size = _LENGTH[0] * _NUMBERS * 4
        said = memoryview(ffi.buffer(infos, size)).cast("i")
        places = harfbuzz.hb_buffer_get_glyph_positions(buffer, _LENGTH)
        return said, memoryview(ffi.buffer(places, size)).cast("i")

    def learn(self, text: str, run: Any) -> Shaped | None:
        """Prove the letters of a text that Pango set in one run, if they can be."""
        if not _buffers:
            return None
        told = ffi.cast("analysis_t *", ffi.addressof(run.item, "analysis"))
        if told.level or told.gravity or told.script != self.script:
            return None
        if self.font is None:
            self._ask(told)
        found = self.shaped(text) if self.font == told.font else None
        if found is None or found._replace(unsafe=b"") != read(run.glyphs):
            return None
        self.proven.update(text)
        return found

    def _ask(self, told: Any) -> None:
        """Note with what Pango has HarfBuzz shape the texts of this style."""
        gobject = pango_ffi.gobject
        self.font = told.font
        self._held = ffi.gc(gobject.g_object_ref(told.font), gobject.g_object_unref)
        self._shapes = pango.pango_font_get_hb_font(ffi.cast("PangoFont *", told.font))
        named = self.features.replace(b" ", b"=").split(b",") if self.features else []
        self._asked = ffi.new("hb_feature_t[]", len(named))
        for at, name in enumerate(named):
            harfbuzz.hb_feature_from_string(name, len(name), self._asked + at)
        self._told = ffi.new("hb_segment_properties_t *")
        self._told.direction = _RIGHTWARDS
        self._told.script = _NAMES[self.script]
        self._told.language = harfbuzz.hb_language_from_string(told.language, -1)


def _cuts(said: memoryview) -> bytes:
    """Tell of each glyph whether a text that is cut before it must be shaped anew."""
    return bytes(said.cast("B")[4 :: _NUMBERS * 4]).translate(_CUT)


def features(style: Any) -> bytes:
    """Name the features of a font that a style asks for, as `Layout.setup` does."""
    asked = fonts.font_features(
        style["font_kerning"], style["font_variant_ligatures"],
        style["font_variant_position"], style["font_variant_caps"],
        style["font_variant_numeric"], style["font_variant_alternates"],
        style["font_variant_east_asian"], style["font_feature_settings"],
    )  # fmt: skip
    return ",".join(f"{name} {value}" for name, value in asked.items()).encode()


def read(glyphs: Any) -> Shaped:
    """Read how Pango shaped a text; what may not be done with it is not known."""
    count = glyphs.num_glyphs
    packed = memoryview(ffi.buffer(glyphs.glyphs, count * _NUMBERS * 4)).cast("i")
    return Shaped(
        packed[::_NUMBERS].tolist(),
        packed[1::_NUMBERS].tolist(),
        packed[2::_NUMBERS].tolist(),
        ffi.unpack(glyphs.log_clusters, count),
        any(packed[3::_NUMBERS].tolist()),
        b"",
    )
