"""Two plans as a reviewer sees them, a file that can't be read, and what they say of products; all made by hand."""

import datetime

from qis_tool.count import FieldWords
from qis_tool.finding import Waiver
from qis_tool.report.tally import Unread
from qis_tool.reviewing.values import (
    Edition,
    Home,
    IssuerProducts,
    LimitedField,
    Milestone,
    PlanReview,
    Product,
    Topic,
    TopicPlaces,
)

TITLE = "Attachment K2 plan year 2024"
EDITION = Edition(
    title=TITLE,
    form="k2",
    year=2024,
    limited=(
        LimitedField("part_c.goal_1", "5", "QIS Goal 1", 200),
        LimitedField("rows[].milestone", "10b", "Milestone", 50),
    ),
    topics=(
        Topic("engaging", "engaging hospitals (topic 1)", "Goal 1 or item 8a"),
        Topic("coaching", "coaching (topic 6)", "item 8a"),
    ),
    demand="This workplan must address the following:",
)
FULL = PlanReview(
    file="plans/full.yaml",
    edition=TITLE,
    issuer="Golden Poppy Health Plan, Inc.",
    errors=1,
    warnings=0,
    notes=0,
    waived=1,
    words=(
        FieldWords(("part_c", "goal_1"), "5", "QIS Goal 1", 207, 200),
        FieldWords(("rows", 0, "milestone"), "10b", "Milestone 1", 20, 50),
        FieldWords(("rows", 1, "milestone"), "10b", "Milestone 2", 0, 50),
    ),
    topics=(
        TopicPlaces("engaging", stated=(Home("part_c.goal_1", "QIS Goal 1 (item 5)", "filled"),)),
        TopicPlaces(
            "coaching",
            stated=(Home("part_d.list", "Activities (item 8a)", "blank"), Home("part_x", "", "no answer")),
            found=("QIS Goal 1 (item 5)",),
        ),
    ),
    milestones=(
        Milestone(("start",), "10a", "Start date", "", "2023-01-01", datetime.date(2023, 1, 1)),
        Milestone(
            ("rows", 0), "10b", "Milestone 1", "Contracts,\nall renewed", "2024-06-30", datetime.date(2024, 6, 30)
        ),
        Milestone(("rows", 1), "10b", "Milestone 2", "Data | sent", "in June", None),
        Milestone(("rows", 2), "10b", "Milestone 3", "=1+1", "", None),
    ),
)
WORD = PlanReview(
    file="plans/word.docx",
    edition=TITLE,
    issuer=None,
    errors=0,
    warnings=0,
    notes=0,
    waived=0,
    words=(FieldWords(("part_c", "goal_1"), "5", "QIS Goal 1", 150, 200),),
    topics=(TopicPlaces("engaging", found=("QIS Goal 1 (item 5)", "Barriers (item 11a)")), TopicPlaces("coaching")),
    remarks=("A document does not show these, so they were not checked: Issuer.",),
)
PRODUCTS = (
    IssuerProducts(
        TITLE,
        "Golden Poppy Health Plan, Inc.",
        ("plans/full.yaml",),
        sold_known=True,
        products=(
            Product("HMO", sold=True, covered_by=("plans/full.yaml",)),
            Product("PPO", sold=True, covered_by=()),
            Product("EPO", sold=False, covered_by=("plans/full.yaml",)),
        ),
    ),
    IssuerProducts(
        TITLE,
        None,
        ("plans/word.docx",),
        sold_known=False,
        products=(Product("HMO", sold=False, covered_by=("plans/word.docx",)),),
    ),
)
UNREAD = Unread("plans/last.yaml", "plans/last.yaml: it names plan_year: 2023, which is not an edition qis knows.")
WAIVER = Waiver("Agreed with the exchange", "compliance lead", "2024-12-31")
ANSWER = "- We engage *all* hospitals\n\n1. and <b>more</b>\n"
