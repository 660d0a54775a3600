"""A text that Word changed, in the plan's own spacing."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qis_tool.document.blocks import visible
from qis_tool.updating.rewriting import rewritten


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("One.\n\n\nTwo.  \n", "One.\n\nTwo three.", "One.\n\n\nTwo three.\n"),
        ("One.  \n\n\nTwo.\n", "One.\n\nTwo three.", "One.  \n\n\nTwo three.\n"),
        ("Intro:\n- a\n\n- b\n", "Intro:\n\n- a\n- c", "Intro:\n- a\n\n- c\n"),
        ("Intro:\n- a\n- b", "Intro:\n\n- a\n- new\n- b", "Intro:\n- a\n- new\n- b"),
        ("Intro:\n- a\n- b", "Intro:\n\n- a\n\nb", "Intro:\n- a\n\nb"),
        ("\nOne.\n\nTwo.\n\n", "Two.", "\nTwo.\n\n"),
        ("One.", "One.\n\nTwo.", "One.\n\nTwo."),
        ("", "One.\n", "One."),
        ("a\nb", "a\nb c", "a\nb c"),
    ],
)
def test_what_stays_keeps_the_plans_own_spacing(ours: str, theirs: str, expected: str) -> None:
    assert rewritten(ours, theirs) == expected


TEXTS = st.text("ab -\n", max_size=20)


@given(TEXTS, TEXTS)
def test_a_text_in_ones_own_spacing_still_says_the_same(ours: str, theirs: str) -> None:
    assume(visible(theirs))
    assert visible(rewritten(ours, theirs)) == visible(theirs)
