"""The Sustainable Development Goals."""

from kb.web.pages.goals import GOALS, goal, goal_url


def test_goals_are_counted_from_one() -> None:
    """There are seventeen."""
    assert (len(GOALS), goal(1), goal(17)) == (17, "No poverty", "Partnerships for the goals")
    assert goal_url(11) == "https://sdgs.un.org/goals/goal11"
