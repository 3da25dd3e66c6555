"""A forest plot as one drawing to take along: where each line of text and each row stands.

The page shows a table with a drawing in each row. A file has to hold the words as well, so lines
are broken here, by the width of letters in the font that is drawn with.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from web.reading.forest import Chart, Diamond, Forest, Row
from web.reading.formatting import sentence, typeset

WIDTH: Final = 960
MARGIN: Final = 24
#: Left edges of the drawing and of the numbers.
DRAWING: Final = 340
NUMBERS: Final = 660
SPAN: Final = 300
_LINE: Final = 18
#: How many letters of 13 units fit into a line of the outcomes, of the numbers, of the whole.
_LETTERS: Final = (46, 42, 136)


@dataclass(frozen=True)
class Line:
    """One line of text; *strong* lines are titles, *quiet* ones remarks."""

    x: float
    y: float
    text: str
    strong: bool = False
    quiet: bool = False
    anchor: str = "start"


@dataclass(frozen=True)
class Strip:
    """The drawing of one row, or the axis of a chart if it has neither row nor diamond."""

    y: float
    height: float
    chart: Chart
    row: Row | None = None
    diamond: Diamond | None = None


@dataclass
class Figure:
    """A drawing that grows downwards while it is made; *height* is what it takes so far."""

    title: str
    spoken: str
    height: float = MARGIN
    lines: list[Line] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Return the width of every figure, in user units."""
        return WIDTH

    def write(
        self,
        text: str,
        letters: int,
        x: float = MARGIN,
        strong: bool = False,
        quiet: bool = False,
    ) -> None:
        """Add a paragraph below all that is there."""
        for line in textwrap.wrap(typeset(text), letters):
            self.height += _LINE
            self.lines.append(Line(x, self.height, line, strong, quiet))


def figure(forest: Forest, title: str, source: str) -> Figure:
    """Return the drawing of a plot.

    Args:
        forest: the plot.
        title: what it is about.
        source: where it comes from: address and release.
    """
    made = Figure(title, "; ".join(_spoken(forest)))
    made.write(title, 100, strong=True)
    if forest.arms:
        made.write(sentence(forest.arms), _LETTERS[2], quiet=True)
    for chart in forest.charts:
        _chart(made, chart, forest)
    made.height += 14
    made.write(
        "Dashed line: no difference. Filled square: as reported. Hollow square: derived from "
        "counts. Arrow: the interval goes on beyond the axis.",
        _LETTERS[2],
        quiet=True,
    )
    for reason in forest.reasons:
        made.write(f"{reason.number}  {sentence(reason.shows)}. {reason.why}", _LETTERS[2])
    if forest.total > forest.shown:
        made.write(f"The first {forest.shown} of {forest.total} comparisons.", _LETTERS[2])
    made.write(f"Not medical advice. {source}. CC BY 4.0.", _LETTERS[2], quiet=True)
    made.height += MARGIN
    return made


def _chart(made: Figure, chart: Chart, forest: Forest) -> None:
    made.height += 16
    instrument = f", {chart.instrument.label}" if chart.instrument else ""
    derived = ", derived from counts" if chart.derived else ""
    made.write(f"{chart.title}{instrument}{derived}", _LETTERS[2], strong=True)
    if chart.arms and not forest.arms:
        made.write(sentence(chart.arms), _LETTERS[2], quiet=True)
    _ends(made, chart)
    made.strips.append(Strip(made.height + 4, 22, chart))
    made.height += 26
    for row in chart.rows:
        effect = row.effect
        left = [sentence(effect.outcome.label)]
        left += [] if forest.apart else [effect.study.label]
        left += [sentence(row.arms)] if row.arms else []
        left += ["Retracted, not counted"] if effect.retracted else []
        shows = f"{sentence(effect.shows.label)} {row.note}" if effect.shows else "not judged"
        derived = " (derived)" if effect.derived else ""
        right = [f"{row.text}{derived}", *map(sentence, (*row.remarks, *row.others)), shows]
        _row(made, left, right, chart, row=row)
    for item in chart.diamonds:
        left = [f"Pooled estimate of these {item.pooled.studies} studies"]
        _row(made, left, [f"{item.text} (derived)", sentence(item.beside)], chart, diamond=item)
    if not chart.directed:
        made.write(
            "Which direction is better is not recorded or does not apply.",
            _LETTERS[2],
            quiet=True,
        )


def _ends(made: Figure, chart: Chart) -> None:
    """Write what the ends of the axis mean, each in its half."""
    left, right = (textwrap.wrap(end, 24) for end in (chart.left, chart.right))
    top = made.height
    for column, x, anchor in ((left, DRAWING, "start"), (right, DRAWING + SPAN, "end")):
        for place, text in enumerate(column, 1):
            made.lines.append(Line(x, top + place * _LINE, text, anchor=anchor))
    made.height += _LINE * max(len(left), len(right))


def _row(
    made: Figure,
    left: Sequence[str],
    right: Sequence[str],
    chart: Chart,
    row: Row | None = None,
    diamond: Diamond | None = None,
) -> None:
    top = made.height
    bottom = top
    for texts, x, letters in ((left, MARGIN, _LETTERS[0]), (right, NUMBERS, _LETTERS[1])):
        made.height = top + 2
        for place, text in enumerate(texts):
            made.write(text, letters, x, quiet=place > 0)
        bottom = max(bottom, made.height + 10)
    made.height = bottom
    made.strips.append(Strip(top, bottom - top, chart, row, diamond))


def _spoken(forest: Forest) -> list[str]:
    """Return every row in words, for who cannot see the drawing."""
    return [
        f"{row.effect.outcome.label}, {chart.title}: {row.text}. {row.spoken}".rstrip(".")
        for chart in forest.charts
        for row in chart.rows
    ]
