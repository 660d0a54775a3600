"""A picture of dots as a chart of Word's own, which can be restyled there; its figures stand in the chart itself."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from qis_tool.document.paper import Axis, Dot, Plot, Series, Shape, Side
from qis_tool.readers.word.names import LINKS, Element, w

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_X, _Y = 1, 2  # the axes' ids
_INK, _RULE, _LEVEL, _SIGN = "404040", "D0D0D0", "9C1C1C", "1F3A5F"
_LIGHTER = "5B7DA8"
_SIDES: Mapping[Side, str] = {"right": "r", "above": "t", "below": "b", "left": "l"}
_PLACES = 3  # decimals of a rate, so that one just above the level lies above it
_LINE_WIDTH, _HAIR, _SIGN_SIZE, _LETTERS = 19050, 6350, 7, 800
_EMU = 635  # of a twip
_LIGHT: frozenset[Shape] = frozenset({"circle"})
_ROOM = {"x": "0.07", "y": "0.04", "w": "0.67", "h": "0.74"}
_NOTHING = ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize")


def chart(plot: Plot, main: Part, width: int, height: int) -> Element:
    """The run that shows a plot, so many twips wide and high; its chart is made a part beside the main one."""
    part = _part(plot, main)
    link = main.relate_to(part, RT.CHART)
    shown = _in(_CHART, "chart")
    shown.set(f"{{{LINKS}}}id", link)
    data = _in(_DRAWING, "graphicData", shown, uri=_CHART)
    inline = _in(
        _PLACE,
        "inline",
        _in(_PLACE, "extent", cx=width * _EMU, cy=height * _EMU),
        _in(_PLACE, "docPr", id=1, name="Chart 1", descr=plot.description, title=plot.title),
        _in(_PLACE, "cNvGraphicFramePr"),
        _in(_DRAWING, "graphic", data),
        **dict.fromkeys(("distT", "distB", "distL", "distR"), 0),
    )
    return _under(w("r"), _under(w("drawing"), inline))


def _part(plot: Plot, main: Part) -> Part:
    content = etree.tostring(_space(plot), xml_declaration=True, encoding="UTF-8", standalone=True)
    return Part(PackURI("/word/charts/chart1.xml"), CT.DML_CHART, content, main.package)


def _space(plot: Plot) -> Element:
    level = _level(plot, len(plot.series))
    series = (*(_series(one, at) for at, one in enumerate(plot.series)), level)
    scatter = _c("scatterChart", _c("scatterStyle", val="lineMarker"), _c("varyColors", val=0), *series, *_ids(_X, _Y))
    area = _c("plotArea", _c("layout", _room()), scatter, _axis(plot.x, _X, _Y), _axis(plot.y, _Y, _X))
    legend = _c("legend", _c("legendPos", val="r"), _c("overlay", val=0))
    return _c(
        "chartSpace",
        _c("date1904", val=0),
        _c("lang", val="en-US"),
        _c("roundedCorners", val=0),
        _c(
            "chart",
            _c("autoTitleDeleted", val=1),
            area,
            legend,
            _c("plotVisOnly", val=1),
            _c("dispBlanksAs", val="gap"),
        ),
        _c("spPr", _filled("FFFFFF"), _a("ln", _a("noFill"))),
        _letters(),
    )


def _room() -> Element:
    """The part of the picture that is between the axes."""
    modes = (_c(f"{side}Mode", val="edge") for side in "xy")
    sizes = (_c(name, val=part) for name, part in _ROOM.items())
    return _c("manualLayout", _c("layoutTarget", val="inner"), *modes, *sizes)


def _series(series: Series, at: int) -> Element:
    face = _LIGHTER if series.shape in _LIGHT else _SIGN
    look = _c("spPr", _filled(face), _a("ln", _filled(face), w=_HAIR))
    marker = _c("marker", _c("symbol", val=series.shape), _c("size", val=_SIGN_SIZE), look)
    labels = _c("dLbls", *(_label(dot, number) for number, dot in enumerate(series.dots)), *_shown(value=False))
    points = [(dot.x, dot.y) for dot in series.dots]
    bare = _c("spPr", _a("ln", _a("noFill"), w=_LINE_WIDTH))
    return _c("ser", *_names(series.name, at), bare, marker, labels, *_values(points))


def _level(plot: Plot, at: int) -> Element:
    dashed = _a("ln", _filled(_LEVEL), _a("prstDash", val="dash"), w=_LINE_WIDTH)
    marks, level = plot.x.marks, Fraction(plot.level)
    ends = [(Fraction(mark), level) for mark in (marks[0], marks[-1])]
    none = _c("marker", _c("symbol", val="none"))
    return _c("ser", *_names(plot.level_label, at), _c("spPr", dashed), none, *_values(ends))


def _names(name: str, at: int) -> tuple[Element, ...]:
    return _c("idx", val=at), _c("order", val=at), _c("tx", _text(_c("v"), name))


def _label(dot: Dot, number: int) -> Element:
    rich = _c("rich", _a("bodyPr"), _a("p", _a("r", _a("rPr", lang="en-US", sz=_LETTERS), _text(_a("t"), dot.label))))
    place = _c("dLblPos", val=_SIDES[dot.side])
    return _c("dLbl", _c("idx", val=number), _c("tx", rich), place, *_shown(value=True))


def _shown(*, value: bool) -> Iterator[Element]:
    key, *others = _NOTHING
    yield _c(key, val=0)
    yield _c("showVal", val=int(value))
    yield from (_c(name, val=0) for name in others)


def _values(points: Sequence[tuple[Fraction, Fraction]]) -> Iterator[Element]:
    across, down = zip(*points, strict=True)
    yield _c("xVal", _numbers([f"{int(x)}" for x in across]))
    yield _c("yVal", _numbers([f"{float(y):.{_PLACES}f}" for y in down]))
    yield _c("smooth", val=0)


def _numbers(values: Sequence[str]) -> Element:
    points = (_c("pt", _text(_c("v"), value), idx=at) for at, value in enumerate(values))
    return _c("numLit", _text(_c("formatCode"), "General"), _c("ptCount", val=len(values)), *points)


def _axis(axis: Axis, own: int, other: int) -> Element:
    first, *_, last = axis.marks
    ends = _c("scaling", _c("orientation", val="minMax"), _c("max", val=last), _c("min", val=first))
    rules = _c("majorGridlines", _c("spPr", _a("ln", _filled(_RULE), w=_HAIR)))
    return _c(
        "valAx",
        _c("axId", val=own),
        ends,
        _c("delete", val=0),
        _c("axPos", val="b" if own == _X else "l"),
        *([] if own == _X else [rules]),
        _title(axis.label),
        _c("numFmt", formatCode=f'#,##0"{axis.unit}"' if axis.unit else "#,##0", sourceLinked=0),
        _c("majorTickMark", val="out"),
        _c("minorTickMark", val="none"),
        _c("tickLblPos", val="low"),
        _c("spPr", _a("ln", _filled(_INK), w=_HAIR)),
        _c("crossAx", val=other),
        _c("crosses", val="min"),
        _c("crossBetween", val="midCat"),
        _c("majorUnit", val=axis.marks[1] - first),
    )


def _title(text: str) -> Element:
    rich = _c("rich", _a("bodyPr"), _a("p", _a("r", _a("rPr", lang="en-US", sz=_LETTERS, b=1), _text(_a("t"), text))))
    return _c("title", _c("tx", rich), _c("overlay", val=0))


def _letters() -> Element:
    look = _a("defRPr", _filled(_INK), sz=_LETTERS)
    return _c("txPr", _a("bodyPr"), _a("p", _a("pPr", look), _a("endParaRPr", lang="en-US")))


def _filled(color: str) -> Element:
    return _a("solidFill", _a("srgbClr", val=color))


def _ids(*ids: int) -> Iterator[Element]:
    return (_c("axId", val=own) for own in ids)


def _c(name: str, /, *children: Element, **attributes: str | int) -> Element:
    return _in(_CHART, name, *children, **attributes)


def _a(name: str, /, *children: Element, **attributes: str | int) -> Element:
    return _in(_DRAWING, name, *children, **attributes)


def _in(space: str, name: str, /, *children: Element, **attributes: str | int) -> Element:
    return _under(f"{{{space}}}{name}", *children, **attributes)


def _under(tag: str, /, *children: Element, **attributes: str | int) -> Element:
    spaces = {"c": _CHART, "a": _DRAWING, "wp": _PLACE, "r": LINKS}
    element = etree.Element(tag, {key: str(value) for key, value in attributes.items()}, nsmap=spaces)
    element.extend(children)
    return element


def _text(element: Element, text: str) -> Element:
    element.text = text
    return element
