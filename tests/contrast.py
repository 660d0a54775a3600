"""Whether text stands out from what is behind it, by the measure of the Web Content Accessibility Guidelines."""

import re
from collections.abc import Iterator

from tests.package_rules import Element, Package, w
from tests.word_rules import value

_LEAST = 4.5
_BLACK, _WHITE = "000000", "FFFFFF"
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
Styles = dict[str, Element]


def colours_stand_out(package: Package) -> Iterator[str]:
    styles = {style.get(w("styleId"), ""): style for style in package.part("word/styles.xml").iter(w("style"))}
    pairs = {
        (part, _colour(run, styles), ground) for part, run in package.each("r") for ground in _grounds(run, styles)
    }
    for part, colour, ground in sorted(pairs):
        if (contrast := _contrast(colour, ground)) < _LEAST:
            yield f"{part}: {colour} on {ground} has a contrast of {contrast:.1f}:1."


def _contrast(colour: str, ground: str) -> float:
    darker, lighter = sorted((_light(colour), _light(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour(run: Element, styles: Styles) -> str:
    """A run's own colour, or that of its styles."""
    said = [value(run, "rPr/color")]
    for place, path in ((run, "rPr/rStyle"), (_above(run, "p"), "pPr/pStyle")):
        said += [value(style, "rPr/color") for element in place for style in _chain(value(element, path), styles)]
    return next(filter(_COLOUR.fullmatch, said), _BLACK)


def _grounds(run: Element, styles: Styles) -> set[str]:
    """What may be behind a run: the shade of its paragraph, or white and whatever shades its tables have."""
    [paragraph] = _above(run, "p")
    own = _fills(paragraph.find(w("pPr")))
    for style in _chain(value(paragraph, "pPr/pStyle"), styles):
        own = own or _fills(style.find(w("pPr")))
    if own:
        return own
    tables = (style for table in _above(run, "tbl") for style in _chain(value(table, "tblPr/tblStyle"), styles))
    return {_WHITE}.union(*map(_fills, tables), *(_fills(cell.find(w("tcPr"))) for cell in _above(run, "tc")))


def _above(element: Element, name: str) -> list[Element]:
    return list(element.iterancestors(w(name)))


def _chain(name: str, styles: Styles) -> Iterator[Element]:
    """A style and those it is based on."""
    while name in styles:
        yield styles[name]
        name = value(styles[name], "basedOn")


def _fills(element: Element | None) -> set[str]:
    shades = [] if element is None else element.iter(w("shd"))
    return set(filter(_COLOUR.fullmatch, (shade.get(w("fill"), "") for shade in shades)))
