"""The checks a rule may name. A check gets a plan and its rule, and yields bare problems."""

from collections.abc import Callable, Iterator, Mapping

from qis_tool.checks import boxes, dates, length, shape, text, together, topics
from qis_tool.checks.plan import Plan
from qis_tool.finding import Problem, Rule

Check = Callable[[Plan, Rule], Iterator[Problem]]

CHECKS: Mapping[str, Check] = {
    "shape": shape.shape,
    "undecided_words": length.undecided_words,
    "near_limit": length.near_limit,
    "hard_wrapped": length.hard_wrapped,
    "lines": length.lines,
    "mentions": text.mentions,
    "phrases": text.phrases,
    "identity": text.identity,
    "house_style": text.house_style,
    "other_figure": text.other_figure,
    "figures_disagree": text.figures_disagree,
    "facts_differ": text.facts_differ,
    "text_without_box": boxes.text_without_box,
    "unnamed_boxes": boxes.unnamed_boxes,
    "named_unticked": boxes.named_unticked,
    "only_ticked": boxes.only_ticked,
    "source_not_ticked": boxes.source_not_ticked,
    "confirmed": boxes.confirmed,
    "given": boxes.given,
    "before_start": dates.before_start,
    "out_of_order": dates.out_of_order,
    "after_day": dates.after_day,
    "none_by_day": dates.none_by_day,
    "stated_homes": topics.stated_homes,
    "topic_not_found": topics.topic_not_found,
    "covered_together": together.covered_together,
    "covered_alone": together.covered_alone,
}
