"""The Sustainable Development Goals of the United Nations: their names and addresses.

Source: https://sdgs.un.org/goals
"""

GOALS = (
    "No poverty",
    "Zero hunger",
    "Good health and well-being",
    "Quality education",
    "Gender equality",
    "Clean water and sanitation",
    "Affordable and clean energy",
    "Decent work and economic growth",
    "Industry, innovation and infrastructure",
    "Reduced inequalities",
    "Sustainable cities and communities",
    "Responsible consumption and production",
    "Climate action",
    "Life below water",
    "Life on land",
    "Peace, justice and strong institutions",
    "Partnerships for the goals",
)


def goal(number: int) -> str:
    """The name of a goal, 1 to 17."""
    return GOALS[number - 1]


def goal_url(number: int) -> str:
    """The page of a goal."""
    return f"https://sdgs.un.org/goals/goal{number}"
