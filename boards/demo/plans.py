"""Loading the partnership's business plans, indicators, inspections and case reviews, and its report."""

from datetime import date, timedelta

from boards.actions import business_plans, goals, indicators, inspections
from boards.rules import goals as rules
from boards.rules import indicators as numbers
from boards.rules import periods
from recommendations.actions import doing, owners, updates
from scrutiny.actions import committee_papers, papers
from scrutiny.engine.rules import partial_dates

from . import content

SERIES = ("own", "neighbours", "england")


def load(directory):
    """Everything of plans.toml; `directory` is what directory.load gave, with the bodies and users."""
    said = content.read("plans")
    board, by = directory.bodies[said["board"]], directory.users[said["by"]]
    first = business_plans.add_plan(board, by=by, **_words(said["first"], "year", "title", "introduction"))
    _fill(first, said["first"], by)
    second = _carried(first, said["second"], by)
    _fill(second, said["second"], by)
    for row in said["indicators"]:
        _indicator(board, row, by)
    for row in said["inspections"]:
        _inspection(board, row, by)
    for row in said["case_reviews"]:
        inspections.add_case_reviews(board, by=by, **row)
    _paper(directory, board, second, said["paper"], by)


def _words(row, *names):
    return {name: row[name] for name in names if name in row}


def _fill(plan, row, by):
    """Its goals, how they got on, and their actions with all that became of them."""
    goals.paste(plan, rules.read("\n".join(row["goals"])), by=by)
    by_text = {goal.text: goal for goal in plan.goals.kept()}
    for text, progress in row["progress"].items():
        goals.change_goal(by_text[text], by_text[text].version, progress=progress, by=by)
    for one in row["actions"]:
        action = _action(plan.board, one, row["on"], by, goal=by_text[one["under"]])
        if "closed" in one:
            closed = one["closed"]
            doing.close_action(action, closed["how"], note=closed["note"], by=by, on=closed["on"])


def _action(board, row, on, by, *, goal=None, plan=None):
    fields = {"text": row["text"], "due_on": row["due_on"], "owner": owners.named(board.council, row["owner"], by=by)}
    if goal is not None:
        action = business_plans.add_action(goal, by=by, on=on, **fields)
    else:
        action = doing.add_action(plan=plan, by=by, on=on, **fields)
    for one in row.get("updates", ()):
        given = row["owner"].partition(",")[0]
        updates.give(action, rating=one["rating"], as_at=one["on"], commentary=one["says"], given_by=given, by=by,
                     on=one["on"])  # fmt: skip
    return action


def _carried(first, row, by):
    chosen = set(first.goals.kept().filter(text__in=row["carried"]).values_list("pk", flat=True))
    return business_plans.carry_over(first, year=row["year"], title=row["title"], goals=chosen, by=by, on=row["on"])


def _indicator(board, row, by):
    fields = {name: row[name] for name in ("name", "definition", "about", "unit", "good", "source") if name in row}
    indicator = indicators.add_indicator(board, target=numbers.number(row["target"]), by=by, **fields)
    found = []
    for period, *values in row["values"]:
        entries = [
            indicators.Entry(series, period, numbers.number(value))
            for series, value in zip(SERIES, values, strict=False)
        ]
        known_on = partial_dates.parse(periods.ends(period)).latest() + timedelta(days=37)
        found += indicators.add_values(indicator, entries, by=by, on=known_on)
    if "revised" in row:
        revised = row["revised"]
        old = next(one for one in found if (one.series, one.period) == ("own", revised["period"]))
        indicators.revise(old, numbers.number(revised["to"]), why=revised["why"], by=by, on=revised["on"])


def _inspection(board, row, by):
    row = dict(row)
    lifted, actions = row.pop("lifted_on", ""), row.pop("actions", ())
    one = inspections.add_inspection(board, by=by, **row)
    if lifted:
        inspections.lift(one, lifted, one.version, by=by)
    if actions:
        plan, on = inspections.plan_of_inspection(one, by=by), date(2025, 5, 12)
        for said in actions:
            update = {"on": date(2026, 10, 5), "rating": said["rating"], "says": said["says"]}
            _action(board, said | {"updates": [update]}, on, by, plan=plan)


def _paper(directory, board, plan, row, by):
    """The partnership's report to the committee, a draft that its officer is writing."""
    about = {"board": board, "year": row["year"], "business_plan": plan}
    paper = committee_papers.make_paper(
        directory.bodies[row["body"]], "board_report", author=row["author"], about=about, by=by
    )
    for heading, text in row["texts"].items():
        section = paper.sections.get(heading=heading)
        papers.save_section(section, section.version, by=by, text=text)
