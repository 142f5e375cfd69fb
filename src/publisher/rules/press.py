"""Rules D: the check of the print file, as its printer will check it."""

from publisher.rules.rule import ERROR, NOTE, WARNING, Rule

NOT_INKED = Rule(
    "D004",
    ERROR,
    "Something could not be turned into the inks of a press",
    why="A press prints four inks. What is left in the colours of a screen is "
    "turned into ink by whoever happens to do it, or is not printed.",
    cure="Save the picture on the page again as a plain PNG or JPEG in sRGB or grey.",
)
SHINES_THROUGH = Rule(
    "D005",
    ERROR,
    "Something shines through that the printer cannot",
    why="This printer flattens or drops what is half transparent, with edges and "
    "shades that nobody has seen before.",
    cure="Make the drawing opaque: no opacity, no mask, no blending.",
)
PRESS_STANDARD = Rule(
    "D006",
    ERROR,
    "The print file is not of the printer's standard",
    why="The printer's own check refuses the file.",
    cure="Build again. If another program has changed the file, take the file that "
    "was built; if none has, report it.",
)
PRESS_DESCRIPTION = Rule(
    "D007",
    ERROR,
    "The print file does not say what it is",
    why="The standard of print files wants title, dates and trapping to be said, "
    "and said alike in both places. A check refuses the file without them.",
    cure="Build again. If another program has changed the file, take the file that "
    "was built; if none has, report it.",
)
PRESS_INTENT = Rule(
    "D008",
    ERROR,
    "The print file has no printing condition",
    why="Nobody could say on which paper and with which inks its colours are meant "
    "to be printed.",
    cure="Choose the printer and the paper under `print` in book.yaml, and build "
    "again.",
)
PRESS_BOXES = Rule(
    "D009",
    ERROR,
    "A printed page has a wrong size, trim or bleed",
    why="The page would be cut at the wrong place.",
    cure="Correct `trim` and `bleed` under `print` in book.yaml, and look for a "
    "style sheet that sets another `size` with `@page`.",
)
SCREEN_COLOUR = Rule(
    "D010",
    ERROR,
    "A printed page has colours of a screen",
    why="Each press would turn them into ink in its own way, some of them badly.",
    cure="Report it: this is a fault of the publisher. Until then give the colour "
    "as `device-cmyk()` in the style sheet, or the picture in grey.",
)
RICH_BLACK = Rule(
    "D011",
    WARNING,
    "Letters are printed in more inks than black",
    why="Four inks never meet exactly, so small letters get coloured edges.",
    cure="Give the text a grey in the style sheet: `color: #000`, or "
    "`device-cmyk(0 0 0 1)`.",
)
NOT_PRINTED = Rule(
    "D012",
    ERROR,
    "The print file holds what no press prints",
    why="Links, comments and actions stop a file at the printer's check.",
    cure="Build again. If another program has changed the file, take the file that "
    "was built; if none has, report it.",
)
NO_SHAPE = Rule(
    "D013",
    ERROR,
    "A font has no shape for a printed letter",
    why="The font of the passage lacks it, so an empty box would be printed.",
    cure="Write another character, or put a font that has it into `styles/fonts` "
    "and name it in the style sheet.",
)
LOW_RESOLUTION = Rule(
    "D014",
    WARNING,
    "A picture is printed with too few dots",
    why="On a screen it looks sharp; on paper it is blurred, or its lines have steps.",
    cure="Use a picture with more pixels, or print it smaller. Pixels that a "
    "program adds do not help.",
)
HAIRLINE = Rule(
    "D015",
    WARNING,
    "A line is too thin to print",
    why="It breaks up or disappears on paper.",
    cure="Make the line at least as wide as the message says, in the drawing or in "
    "the style sheet. A drawing that is printed smaller than it was drawn has "
    "thinner lines.",
)
SMALL_TYPE = Rule(
    "D016",
    WARNING,
    "Letters are too small to print",
    why="They run together, and cannot be read.",
    cure="Make them larger, in the drawing or in the style sheet; or print the "
    "drawing larger.",
)
UNSAFE = Rule(
    "D017",
    ERROR,
    "Letters stand too near the trim",
    why="A stack of paper is not cut exactly: some copies would lose the letters.",
    cure="Make the margin wider under `print` in book.yaml, or look for a style "
    "sheet that moves the text out of it.",
)
BLEED_MISSED = Rule(
    "D018",
    ERROR,
    "Something reaches the trim and not the bleed",
    why="Where the cut is not exact, a white line shows at the edge of the page.",
    cure="Let it end before the trim, or go on into the bleed on all the sides it "
    "touches.",
)
PAGE_COUNT = Rule(
    "D019",
    ERROR,
    "The printer does not bind so many pages",
    why="The order would be refused, or a leaf would be left over.",
    cure="Choose another paper, trim or printer under `print` in book.yaml; a "
    "larger type area or smaller type changes the count, too.",
)
TOO_MUCH_INK = Rule(
    "D020",
    ERROR,
    "More ink lies on a spot than the paper can take",
    why="It does not dry: pages stick together and stain each other.",
    cure="Make the darkest colours lighter, or give them as sRGB and let the "
    "publisher turn them into ink.",
)
NARROW_GUTTER = Rule(
    "D021",
    ERROR,
    "The inside margin is too narrow for the book's length",
    why="In a thick book the lines run into the fold, and cannot be read without "
    "breaking its back.",
    cure="Take the `inside` margin out of book.yaml, so that it grows with the "
    "book, or write the one that the hint names.",
)
GUTTER_MOVED = Rule(
    "D022",
    NOTE,
    "The inside margin was made wider for the printer",
    why="A thick book opens less far, so the printer wants more room at the fold. "
    "The lines became shorter, and the pages more.",
    cure="There is nothing to do. Who wants the margin fixed writes it under "
    "`print` in book.yaml.",
)
NO_SPINE = Rule(
    "D023",
    ERROR,
    "The width of the spine is not known",
    why="A cover whose spine is a millimetre wrong shows its edge on the front of every "
    "copy.",
    cure="Name the printer and the paper under `print` in book.yaml. Where only the "
    "printer can tell, take the width from their template and write it as "
    "`cover: {spine: 12.4mm}`.",
)
INK_NOT_MEASURED = Rule(
    "D025",
    NOTE,
    "Ink was not added up where things shine through each other",
    why="Two colours that are light enough by themselves may be too much ink together. "
    "Whether they are is not known yet.",
    cure="Install what the hint names, and build again.",
)
WORDS_MEET = Rule(
    "D026",
    ERROR,
    "Words of the cover lie over each other",
    why="Neither can be read, on every copy and in every shop.",
    cure="Shorten what the finding quotes from book.yaml, or give it another place or "
    "size in `styles/cover.css`.",
)
FRONT_CUT = Rule(
    "D028",
    WARNING,
    "A finished front has another shape than the book",
    why="It fills the front of the printed cover, so what does not fit is cut off at two "
    "sides: with it may go the title, or the author's name.",
    cure="Draw a front in the proportions of the book and name it under "
    "`cover: {picture: …}`, or let the publisher set the words: `cover: {design: classic}`.",
)
