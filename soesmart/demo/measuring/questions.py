"""What residents asked about goals, and what the town answered; all of it made up."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from soesmart.accounts.models import Person
from soesmart.demo.story import read
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal
from soesmart.strategy.services.questions import answer_question, ask_question


def build_questions(town: Municipality, at: datetime, officer: Person) -> None:
    """The first are answered, the last one waits."""
    goals = {goal.code: goal for goal in Goal.objects.filter(strategy__is_current=True).select_related("strategy")}
    for number, row in enumerate(read("measures")["questions"]):
        asked = at - timedelta(days=30 - 10 * number)
        question = ask_question(
            municipality=town,
            goal=goals[row["goal"]],
            text=row["text"],
            nonce=uuid5(NAMESPACE_URL, f"https://soesmart.example.org/demo/question/{number}"),
            at=asked,
            invented=True,
        )
        if row["answer"]:
            answer_question(actor=officer, question=question, answer=row["answer"], at=asked + timedelta(days=3))
