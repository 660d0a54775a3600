"""Where a plan has the topics that its form demands without giving them a box."""

from collections.abc import Iterator

from qis_tool.checks.phrases import holds, likely
from qis_tool.checks.plan import Plan, path_of
from qis_tool.checks.topics import home_state, homes_of
from qis_tool.finding import Rule
from qis_tool.reviewing.edition import topic_rules
from qis_tool.reviewing.values import Home, TopicPlaces


def topic_places(plan: Plan) -> Iterator[TopicPlaces]:
    """Each topic of the form, in its order."""
    for rule in topic_rules(plan.form):
        for topic in rule.options["topics"]:
            stated = tuple(_stated(plan, rule, topic))
            settled = stated and all(home.state == "filled" for home in stated)
            yield TopicPlaces(topic, stated, () if settled else tuple(_found(plan, rule, topic)))


def _stated(plan: Plan, rule: Rule, topic: str) -> Iterator[Home]:
    for home in homes_of(plan, rule).get(topic, ()):
        if isinstance(home, str):
            place = plan.form.place(path_of(home)) if home in plan.form.fields else ""
            yield Home(home, place, home_state(plan, home))


def _found(plan: Plan, rule: Rule, topic: str) -> Iterator[str]:
    """The places of the fields that are the topic's own and filled, then of the answers that hold its terms."""
    about = rule.options["topics"][topic]
    paths = [path_of(field) for field in about.get("filled", ()) if plan.text(field)]
    terms = likely(plan, about["terms"])
    paths += [answer.path for answer in plan.answers if holds(terms, answer.lower)]
    return iter(dict.fromkeys(map(plan.form.place, paths)))
