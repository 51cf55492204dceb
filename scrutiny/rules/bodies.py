"""How bodies stand under one another, and what a council calls those who lead them."""

from scrutiny.engine.rules import partial_dates


def would_be_own_ancestor(body, parents, links):
    """The parent through which `body` would come to stand under itself, or None.

    `body` and `parents` are keys (a body not yet saved has None, which can be nobody's ancestor); `links` are the
    (child, parent) pairs that exist. Links of `body` itself do not count: `parents` are about to replace them.
    """
    if body is None:
        return None
    above = {}
    for child, parent in links:
        if child != body:
            above.setdefault(child, set()).add(parent)
    for chosen in parents:
        seen, waiting = set(), [chosen]
        while waiting:
            one = waiting.pop()
            if one == body:
                return chosen
            if one not in seen:
                seen.add(one)
                waiting.extend(above.get(one, ()))
    return None


def nested(bodies, links):
    """The bodies as (depth, body) in an order in which each follows the first of its parents; depth 0 is the top.

    `bodies` are keys in the order in which equals are shown; `links` are (child, parent) pairs, of which those that
    name other bodies are left out. Every body comes once, even where the links run in a circle.
    """
    bodies = list(bodies)
    known = set(bodies)
    parents, children = {}, {}
    for child, parent in links:
        if child in known and parent in known and child not in parents:
            parents[child] = parent
            children.setdefault(parent, []).append(child)
    place = {body: number for number, body in enumerate(bodies)}
    rows, seen = [], set()

    def walk(start):
        waiting = [(0, start)]
        while waiting:
            depth, body = waiting.pop()
            if body in seen:
                continue
            seen.add(body)
            rows.append((depth, body))
            below = sorted(children.get(body, ()), key=place.get, reverse=True)
            waiting.extend((depth + 1, child) for child in below)

    for body in bodies:
        if body not in parents:
            walk(body)
    for body in bodies:  # those that only stand in a circle
        walk(body)
    return rows


def role_words(role, chair_word):
    """What the council prints for a role where that is not the usual word: ("chair", "Chairman") gives "Chairman"."""
    word = chair_word.strip()
    if not word or word.casefold() == "chair":
        return ""
    if role == "chair":
        return word
    if role == "vice_chair":
        return f"Vice-{word[0].lower()}{word[1:]}"
    return ""


def served_on(day, joined, left, has_left):
    """Whether somebody may have served on `day` (a date): dates known to the year or month count in their favour.

    `joined` and `left` are partial-date texts; somebody who left on no known day is taken not to have served.
    """
    if joined and partial_dates.parse(joined).earliest() > day:
        return False
    if not has_left:
        return True
    return bool(left) and partial_dates.parse(left).latest() >= day
