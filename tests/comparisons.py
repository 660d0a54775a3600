"""Comparisons made by hand, with differences of every kind."""

from dataclasses import replace

from qis_tool.comparing import Cell, Comparison, Difference, Side

LONG = " ".join(f"word{number}" for number in range(1, 31))
TEXT = Difference("text", ("part_c", "goal_1"), "Part C", "5", "QIS Goal 1", LONG, LONG.replace("word9 ", "other "))
DATE = Difference("date", ("part_d", "start_date"), "Part D", "10a", "Start date", "2023-01-01", "2024-01-01")
FLAG = Difference("flag", ("part_d", "answered"), "Part D", "9", "Attachment J, question 4.4.3", "yes", "")
BOX = Difference(
    kind="box",
    path=("part_a", "product_types"),
    part="Part A",
    item="1",
    label="Product types",
    old="not ticked",
    new="ticked",
    choice="Health Maintenance Organization (HMO), which is a long line of the form and is cut",
)
ENTRY = Difference("entry", ("issuer", "aliases"), "Issuer", "", "Other names", "", "GPHP", choice="GPHP")
ROW = Difference(
    kind="row",
    path=("part_d", "milestones", 2),
    part="Part D",
    item="10b",
    label="Milestones",
    old="Train all | 2024-01-31",
    new="Train all | 2024-01-31",
    old_row=1,
    new_row=3,
    moved=True,
)
DAY = Cell((*ROW.path[:2], 0, "date"), "Milestone date", "date", "2024-01-31", "2024-02-29")
WORDS = Cell((*ROW.path[:2], 0, "milestone"), "Milestone", "text", "Train all", "Train them all")
LATER = "Train all | 2024-02-29"
DIFFERENCES = (
    ENTRY,
    replace(ENTRY, old="GPHP", new=""),
    BOX,
    replace(BOX, old="ticked", new="not ticked", choice="Other"),
    TEXT,
    replace(TEXT, old="", new="One.\n\n- Two.\n- Three."),
    replace(TEXT, new=""),
    replace(TEXT, old="One.\nTwo.\n\nThree.", new="One. Two.\n\n- Three.\n\n- Four."),
    replace(TEXT, old="- One.\n- Two.", new="One."),
    replace(TEXT, old="One.  Two.", new="One. Two."),
    replace(TEXT, only="Attachment K2 plan year 2023", old="One.", new=""),
    FLAG,
    DATE,
    ROW,
    replace(ROW, path=(*ROW.path[:2], 0), old_row=3, new_row=1, new=LATER, cells=(DAY,)),
    replace(ROW, moved=False, new_row=1, new="Train them all | 2024-02-29", cells=(WORDS, DAY)),
    replace(ROW, moved=False, new_row=None, new="", cells=(replace(WORDS, new=""), replace(DAY, new=""))),
    replace(ROW, moved=False, old_row=None, old="", cells=(replace(WORDS, old=""), replace(DAY, old=""))),
    Difference("text", ("notes",), "notes", "", "notes", "<script>alert('a')</script>", "b"),
)
NONE = Comparison(Side("2023.yaml", "k2", "Attachment K2", 2024), Side("2024.yaml", "k2", "Attachment K2", 2024), ())
CASES = {
    "none": NONE,
    "all": replace(NONE, differences=DIFFERENCES),
    "one": replace(NONE, differences=(TEXT,)),
    "two-editions": replace(
        NONE,
        old=replace(NONE.old, plan_year=2023),
        differences=(DATE,),
        remarks=("2024.yaml does not show these, so they were not compared: Issuer.", "Only one has a field."),
    ),
}
