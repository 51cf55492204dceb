"""Where higher floors register what this floor must show or call without knowing them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Block:
    """A kind of section.

    `shape(section, as_at)` gives the data for `template` (see templates/papers/blocks/); `default_heading` is printed
    unless the officer writes another. `is_entered` means people type into it (text, findings); the rest is live.
    """

    kind: str
    name: str
    template: str
    shape: Callable[[Any, Any], Any]
    default_heading: str = ""
    is_entered: bool = False
    help: str = ""
    # How many numbered paragraphs a section of this kind prints; and, where it has headings of its own, how many below
    # each of them.
    paragraphs: Callable[[Any], int] | None = None
    headings: Callable[[Any], list[int]] | None = None
    in_reports: bool = True  # whether it can stand in a review's report
    in_committee_papers: bool = True  # whether it can stand in a paper that belongs to a committee
    # What of its kind a section may show: (section) giving pairs of value and words, the first the usual one ("").
    choices: Callable[[Any], list[tuple[str, str]]] | None = None

    def fits(self, paper):
        """Whether it can stand in this paper."""
        return self.in_reports if paper.review_id else self.in_committee_papers


@dataclass(frozen=True)
class PaperTemplate:
    """A kind of paper: the sections it starts with, as pairs of kind and heading ("" for the kind's own).

    A committee's paper may be about something: `fields(user, body)` gives the form's fields that ask for it by name,
    `bind(paper, values)` keeps what was chosen, `bound(paper)` gives what it is about now, and `titled(values)` the
    title of a paper that was given none. An address may fill the fields in by the same names (?plan=12).
    """

    key: str
    name: str
    sections: tuple[tuple[str, str], ...]
    help: str = ""
    for_review: bool = False
    has_contents: bool = False
    sections_for: Callable[[dict], tuple] | None = None  # the sections, where they depend on what it is about
    numbering: str = ""  # "by_section" or "through" where its papers are numbered from the start
    needs_meeting: bool = False
    fields: Callable[[Any, Any], dict] | None = None
    bind: Callable[[Any, dict], None] | None = None
    bound: Callable[[Any], dict] | None = None
    titled: Callable[[dict], str] | None = None


@dataclass(frozen=True)
class Tab:
    """A page of a review's workspace: `url(review)` gives its address; `key` marks the current one."""

    key: str
    label: str
    url_name: str
    order: int
    permission: Callable[[Any, Any], bool] | None = None  # (user, review); None is everybody inside the review


@dataclass(frozen=True)
class TextKind:
    """A noun under a review whose wordings are kept, looked through for readiness, and put in the bin with undo.

    `fields` maps the names of its texts to their labels; `path` leads from it to its review ("" for the review
    itself). `permission(user, review)` says who may restore a wording and use the bin. `checked(queryset)` narrows
    what the readiness panel may quote, since everybody inside the review reads that. `url(thing)` is where it is
    edited (else its own address) and `home(review)` the page that lists its kind. `bin(thing, by)` and
    `restore(thing, by)` replace the plain ones and raise Refused. `wordings(user, thing, history)` narrows the earlier
    wordings that somebody may read. `label` is what people call the noun ("finding").
    """

    kind: str
    model: Any
    fields: dict[str, str]
    permission: Callable[[Any, Any], bool]
    label: str = ""
    path: str = "review"
    checked: Callable[[Any], Any] | None = None
    url: Callable[[Any], str] | None = None
    home: Callable[[Any], str] | None = None
    is_ordered: bool = False
    wordings: Callable[..., Any] | None = None
    has_bin: bool = True  # False where the noun has a bin of its own elsewhere
    bin: Callable[..., None] | None = None
    restore: Callable[..., None] | None = None

    @property
    def is_binnable(self):
        """Whether things of this kind can be put in the bin."""
        return self.has_bin and hasattr(self.model, "binned_at")

    def of_reviews(self, reviews):
        """Every thing of this kind under the reviews (a list), in the bin or not."""
        keys = [review.pk for review in reviews]
        return self.model.objects.filter(**{f"{self.path}__in" if self.path else "pk__in": keys})

    def review_of(self, thing):
        """The review a thing hangs under."""
        return thing.review if self.path else thing

    def url_of(self, thing):
        """Where the thing is edited."""
        return self.url(thing) if self.url else thing.get_absolute_url()


@dataclass(frozen=True)
class Point:
    """One line of the readiness panel: what is wrong, what to do, and where.

    `blocks_agreeing` only for placeholders and duplicate labels.
    """

    check: str
    text: str
    url: str
    place: str = ""
    blocks_agreeing: bool = False
    term: str = ""  # an acronym that nobody knows, to be added to the glossary


@dataclass(frozen=True)
class Place:
    """An entry of the site's navigation: `permission(user)` says who sees it (None is everybody)."""

    label: str
    url_name: str
    order: int
    permission: Callable[[Any], bool] | None = None


blocks: dict[str, Block] = {}
paper_templates: dict[str, PaperTemplate] = {}
tabs: list[Tab] = []
body_tabs: list[Tab] = []  # the rooms of a committee; their permission takes (user, body)
places: list[Place] = []
# What else an administrator sets for a council: (label, name of the address, which takes the council).
council_settings: list[tuple[str, str]] = []
# What else the first page lists for somebody signed in: a heading, and (user) giving rows of {label, url, words}.
home_lists: list[tuple[str, Callable[[Any], list[dict]]]] = []
# By when a meeting's agenda must be out: (meeting) giving the last day (`on`) and its sum in words (`sum`), or None.
agenda_days: list[Callable[[Any], Any]] = []
# What a meeting is to take by the committee's own plans: (meeting) giving titles in order.
agenda_plans: list[Callable[[Any], list[str]]] = []
texts: dict[str, TextKind] = {}
readiness_checks: list[Callable[[Any, list], list[Point]]] = []  # (review, its readiness.Texts)
# Texts that a committee's paper prints and that a higher floor holds: (paper) giving (place, words, address) of each.
printed_texts: list[Callable[[Any], list[tuple[str, str, str]]]] = []
# Called inside the transaction that caused them.
on_order_changed: list[Callable[[Any], None]] = []  # (review): sections or findings were added, moved, binned
on_created: list[Callable[..., None]] = []  # (review, by): a review was started and has its report
on_agreed: list[Callable[..., None]] = []  # (review, by)
on_council_added: list[Callable[..., None]] = []  # (council)
on_meetings_changed: list[Callable[..., None]] = []  # (body, by): a meeting of the body was added or changed
on_published: list[Callable[[Any], None]] = []  # (review): what the public sees of it may have changed
on_restored: list[Callable[[Any], None]] = []  # (thing, saved): an earlier wording of it is the present one again
on_carried: list[Callable[..., None]] = []  # (finding, its old section): a finding moved to another section


def add_block(block):
    """Register a kind of section."""
    blocks[block.kind] = block


def add_paper_template(template):
    """Register a kind of paper."""
    paper_templates[template.key] = template


def add_tab(tab):
    """Register a page of the workspace."""
    tabs.append(tab)
    tabs.sort(key=lambda one: one.order)


def add_body_tab(tab):
    """Register a room of a committee."""
    body_tabs.append(tab)
    body_tabs.sort(key=lambda one: one.order)


def add_place(place):
    """Register an entry of the site's navigation."""
    places.append(place)
    places.sort(key=lambda one: one.order)


def body_tabs_for(body, current, user):
    """A committee's rooms that the user may open, as rows of {label, url, current}."""
    from django.urls import reverse

    return [
        {"label": tab.label, "url": reverse(tab.url_name, args=[body.pk]), "current": tab.key == current}
        for tab in body_tabs
        if tab.permission is None or tab.permission(user, body)
    ]


def add_text(text_kind):
    """Register a noun whose wordings are kept and that can be put in the bin."""
    texts[text_kind.kind] = text_kind


def text_kind_of(model_label):
    """The TextKind of a model named as in the audit ("scrutiny.finding"), or None."""
    return next((one for one in texts.values() if one.model._meta.label_lower == model_label), None)


def tabs_for(review, current, user=None):
    """The workspace's pages as rows of {label, url, current}; with `user`, only those that they may open."""
    from django.urls import reverse

    return [
        {"label": tab.label, "url": reverse(tab.url_name, args=[review.pk]), "current": tab.key == current}
        for tab in tabs
        if user is None or tab.permission is None or tab.permission(user, review)
    ]
