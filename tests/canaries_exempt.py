"""Canaries in what is exempt of papers: sections, what stands below them, appendices, whole papers and editions."""

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from scrutiny.models import Appendix, Edition, Paper, Section
from tests import access_life, exempt_things, factories


def only_the_officer(role, state):
    return "yes" if role == "officer" else "no"


def binned(role, state):
    """In the bin of a paper: its officer and the monitoring officer."""
    return "yes" if role in ("officer", "monitoring") else "no"


MAY_READ = {
    "exempt part heading": exempt_things.exempt_readers,
    "exempt part text": exempt_things.exempt_readers,
    "exempt part below": exempt_things.exempt_readers,
    "exempt part reason": only_the_officer,
    "exempt part summary": access_life.paper_readers,
    "exempt report heading": exempt_things.report_exempt_readers,
    "exempt report text": exempt_things.report_exempt_readers,
    "exempt report gap": exempt_things.report_exempt_readers,
    "exempt report reason": only_the_officer,
    "exempt appendix title": exempt_things.exempt_readers,
    "exempt appendix alt": exempt_things.exempt_readers,
    "exempt appendix name": exempt_things.exempt_readers,
    "exempt appendix body": exempt_things.exempt_readers,
    "exempt report appendix": exempt_things.report_exempt_readers,
    "exempt binned appendix": binned,
    "exempt inner title": exempt_things.exempt_readers,
    "exempt inner text": exempt_things.exempt_readers,
    "exempt paper heading": exempt_things.exempt_readers,
    "exempt paper words": exempt_things.exempt_readers,
    "exempt edition name": exempt_things.exempt_editions,
    "exempt edition page": exempt_things.exempt_editions,
    "exempt edition file": exempt_things.exempt_editions,
    "exempt report edition": exempt_things.exempt_report_editions,
}


def plant(world, word):
    """Write the canaries into the things of tests.exempt_things."""

    def write(thing, **values):
        type(thing).objects.filter(pk=thing.pk).update(**{name: word(called) for name, called in values.items()})

    own, report = world.own_paper, world.review.report
    write(
        world.exempt_section,
        heading="exempt part heading",
        text="exempt part text",
        exempt_reason="exempt part reason",
        exempt_summary="exempt part summary",
    )
    below = Section(paper=own, kind="written", heading="Below", text=word("exempt part below"), level=2)
    below.order = world.exempt_section.order
    below.save()
    make = factories.make_section
    write(world.exempt_review_section, heading="exempt report heading", exempt_reason="exempt report reason")
    text = f"{word('exempt report text')} [insert {word('exempt report gap')}]"
    Section.objects.filter(pk=world.exempt_review_section.pk).update(text=text)
    appendix = world.exempt_appendix
    write(appendix, title="exempt appendix title", described="exempt appendix alt")
    appendix.refresh_from_db()
    appendix.file.save("x", ContentFile(word("exempt appendix body").encode()), save=False)
    Appendix.objects.filter(pk=appendix.pk).update(
        file=appendix.file.name, file_name=f"{word('exempt appendix name')}.png"
    )
    more = exempt_things.EXEMPT
    exempt_things.make_appendix(report, word("exempt report appendix"), **more)
    exempt_things.make_appendix(own, word("exempt binned appendix"), binned_at=timezone.now(), **more)
    exempt_things.make_appendix(own, word("exempt inner title"), kind="paper", printed=world.exempt_paper)
    make(world.exempt_paper, "written", "Inside", text=word("exempt inner text"))
    write(world.exempt_paper, title="exempt paper heading")
    write(world.exempt_paper_section, text="exempt paper words")
    write(world.exempt_edition, title="exempt edition name", html="exempt edition page")
    write(world.exempt_review_edition, html="exempt report edition")
    file = f"%PDF-1.7 {word('exempt edition file')}".encode()
    Edition.objects.filter(pk=world.exempt_edition.pk).update(pdf=file)
    for one in (own, report):
        Paper.objects.filter(pk=one.pk).update(is_numbered=True)


def addresses(world):
    """Addresses at which the exempt edition is asked for by name."""
    for name, thing in (
        ("paper-preview", world.review),
        ("committee-paper-preview", world.own_paper),
        ("committee-paper-preview", world.exempt_paper),
    ):
        yield f"{reverse(f'scrutiny:{name}', args=[thing.pk])}?edition=exempt"
    for one in (world.exempt_section, world.exempt_review_section):
        yield reverse("scrutiny:section-exempt", args=[one.pk])
    for kind, thing, field in (
        ("section", world.exempt_section, "text"),
        ("section", world.exempt_review_section, "heading"),
        ("paper", world.exempt_paper, "title"),
        ("appendix", world.exempt_appendix, "title"),
    ):
        yield reverse("scrutiny:text-history", args=[kind, thing.pk, field])
