"""A tree as an indented outline, for golden cases: what a person would check by eye.

A block is a line `LINE:COLUMN kind {attributes} text`; what it holds is indented. In text,
‹…› holds an inline: ‹em word›, ‹call key›, ‹ref full map-x›. ↵ is a line end that is a
space in the book, ⏎ one that stays.
"""

from publisher.model import (
    BulletList,
    Cite,
    Code,
    CodeBlock,
    Comment,
    Conditional,
    DefinitionList,
    Division,
    Emphasis,
    Figure,
    Heading,
    IndexMark,
    InlineConditional,
    InlineRemark,
    LineBreak,
    Link,
    NoteCall,
    OrderedList,
    PageBreak,
    PageMark,
    Paragraph,
    Phrase,
    Picture,
    Quotation,
    Reference,
    Remark,
    SceneBreak,
    SmallCaps,
    SoftBreak,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Table,
    Term,
    Text,
    Variable,
    Verse,
)


def outline(chapter):
    """Print a chapter: its blocks, then its notes."""
    lines = [line for block in chapter.blocks for line in _block(block)]
    for key, note in chapter.notes.items():
        name = key if key == note.id else f"{key} ({note.id})" if note.id else key
        lines.append(f"{_at(note)} note {name}")
        lines += _indented(note.blocks)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def inline_outline(nodes):
    """Print inlines as one line."""
    return "".join(_inline(node) for node in nodes)


def _at(node):
    return f"{node.span.line}:{node.span.column}"


def _indented(blocks):
    return [f"  {line}" for block in blocks for line in _block(block)]


def _said(attributes):
    parts = [f"#{attributes.id}"] if attributes.id else []
    parts += [f".{name}" for name in attributes.classes]
    parts += [f'{key}="{value}"' for key, value in attributes.pairs]
    parts += [f"lang={attributes.lang}"] if attributes.lang else []
    parts += [f"dir={attributes.dir}"] if attributes.dir else []
    return f"{{{' '.join(parts)}}} " if parts else ""


def _condition(condition):
    names = {
        "in": condition.formats,
        "not in": condition.not_formats,
        "edition": condition.editions,
        "not edition": condition.not_editions,
    }
    return "; ".join(f"{name} {' '.join(said)}" for name, said in names.items() if said)


def _block(node):  # noqa: C901 one arm a type
    yield f"{_at(node)} {_headline(node)}"
    match node:
        case Quotation() | Division() | Remark() | Conditional():
            yield from _indented(node.blocks)
        case BulletList() | OrderedList():
            for item in node.items:
                yield f"  {_at(item)} item"
                yield from (f"  {line}" for line in _indented(item.blocks))
        case DefinitionList():
            for entry in node.entries:
                yield f"  {_at(entry)} term {inline_outline(entry.term)}"
                for meaning in entry.meanings:
                    yield "    meaning"
                    yield from (f"    {line}" for line in _indented(meaning))
        case Verse():
            for stanza in node.stanzas:
                yield f"  {_at(stanza)} stanza"
                for line in stanza.lines:
                    yield f"    {_at(line)} {line.indent} {inline_outline(line.children)}"
        case Table():
            for kind, rows in (("head", node.head), ("row", node.body)):
                for row in rows:
                    cells = " | ".join(
                        inline_outline(cell.children) for cell in row.cells
                    )
                    yield f"  {_at(row)} {kind} | {cells} |"
        case Figure():
            for picture in node.pictures:
                yield f"  {_inline(picture)}"
        case CodeBlock():
            yield from (f"  |{line}" for line in node.value.split("\n"))
        case _:
            pass


def _headline(node):  # noqa: C901 one arm a type
    match node:
        case Heading():
            own = "" if node.own_id else "made "
            return f"heading {node.level} {own}{_said(node.attributes)}{inline_outline(node.children)}"
        case Paragraph():
            return f"paragraph {_said(node.attributes)}{inline_outline(node.children)}"
        case Verse():
            return f"verse {_said(node.attributes)}"
        case Quotation():
            return "quotation"
        case BulletList():
            return f"bullets, {'tight' if node.tight else 'loose'}"
        case OrderedList():
            return f"numbers from {node.start}, {'tight' if node.tight else 'loose'}"
        case DefinitionList():
            return "definitions"
        case CodeBlock():
            return f"code {node.language}"
        case Table():
            aligns = " ".join(each.value or "-" for each in node.columns)
            return f"table [{aligns}] {_said(node.attributes)}{inline_outline(node.caption)}"
        case Figure():
            credit = f" (credit: {node.credit})" if node.credit else ""
            kind = node.kind or "-"
            return f"figure {kind} {_said(node.attributes)}{inline_outline(node.caption)}{credit}"
        case Remark():
            return f"remark by {node.by or '?'} {_said(node.attributes)}"
        case Division():
            return f"division {_said(node.attributes)}"
        case Conditional():
            return f"only {_condition(node.condition)}"
        case SceneBreak():
            return "scene break"
        case PageBreak():
            return "page break"
        case Comment():
            return f"comment {node.value!r}"


_NAMES = {
    Emphasis: "em",
    Strong: "strong",
    Strikeout: "struck",
    Superscript: "sup",
    Subscript: "sub",
    SmallCaps: "caps",
}


def _inline(node):  # noqa: C901 one arm a type
    match node:
        case Text(value=value):
            return value.replace("\u00a0", "␣")
        case SoftBreak():
            return "↵"
        case LineBreak():
            return "⏎"
        case Code(value=value):
            return f"‹code {value}›"
        case (
            Emphasis()
            | Strong()
            | Strikeout()
            | Superscript()
            | Subscript()
            | SmallCaps()
        ):
            return f"‹{_NAMES[type(node)]} {inline_outline(node.children)}›"
        case Phrase():
            return f"‹{_said(node.attributes)}{inline_outline(node.children)}›"
        case InlineRemark():
            return f"‹remark by {node.by}: {inline_outline(node.children)}›"
        case Link():
            title = f' "{node.title}"' if node.title else ""
            return f"‹link {node.url}{title}: {inline_outline(node.children)}›"
        case Reference():
            target = f"{node.file}#{node.label}" if node.file else node.label
            words = f": {inline_outline(node.children)}" if node.children else ""
            return f"‹ref {node.form.value} {target}{words}›"
        case Cite():
            keys = "; ".join(_cited(key) for key in node.keys)
            return f"‹{'cites' if node.bracketed else 'cite'} {keys}›"
        case NoteCall(key=key):
            return f"‹call {key}›"
        case Picture():
            return _picture(node)
        case PageMark():
            return f"‹page {node.number} of {node.edition}›"
        case IndexMark():
            pairs = "".join(f" {key}={value}" for key, value in node.pairs)
            return f"‹index {node.entry}{pairs}: {inline_outline(node.children)}›"
        case Term():
            return f"‹term {node.key}: {inline_outline(node.children)}›"
        case Variable(name=name):
            return f"‹variable {name}›"
        case InlineConditional():
            return (
                f"‹only {_condition(node.condition)}: {inline_outline(node.children)}›"
            )


def _cited(key):
    sign = ("-" if key.number_only else "") + "@" + ("^" if key.capital else "")
    return (
        f"[{inline_outline(key.prefix)}]{sign}{key.key}[{inline_outline(key.suffix)}]"
    )


def _picture(node):
    parts = [f"alt={node.alt!r}"]
    parts += [f"large={node.large}"] if node.large else []
    parts += [f"credit={node.credit!r}"] if node.credit else []
    parts += [f"title={node.title!r}"] if node.title else []
    return f"‹picture {node.path} {' '.join(parts)} {_said(node.attributes)}›".replace(
        " ›", "›"
    )
