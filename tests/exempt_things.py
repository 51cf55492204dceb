"""Things that are exempt or stand behind a paper, for the access table and the canaries, and who may open them."""

from datetime import date
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from scrutiny.models import Appendix, PaperMeeting
from scrutiny.papers import appendices
from tests import factories
from tests.access_rows import Row

BOTH = ("GET", "POST")
ISSUED = "<article><h1>As it was issued</h1><p>Printed.</p></article>"
EXEMPT = {"exempt_paragraph": 3, "exempt_reason": "Bidders would learn the price.", "exempt_until": date(2040, 3, 1)}


def picture(colour="navy", size=(640, 320)):
    """A PNG picture's bytes."""
    data = BytesIO()
    Image.new("RGB", size, colour).save(data, "PNG")
    return data.getvalue()


def make_appendix(paper, title="Map", **fields):
    """An Appendix at the end of `paper`, named only."""
    fields.setdefault("order", paper.appendices.count() + 1)
    return Appendix.objects.create(paper=paper, title=title, **fields)


def make_picture(paper, title="Chart", described="A chart of late buses.", **fields):
    """An Appendix that is a picture."""
    made = make_appendix(paper, title, kind="file", described=described, file_name="chart.png", **fields)
    made.file.save("chart.png", ContentFile(picture()))
    return made


def give(world, state):
    """Give the World of the access tests what this module speaks of; its own paper is shared when `state` says so."""
    cast, own = world.cast, world.own_paper
    world.appendix = make_appendix(world.review.report, "Open map")
    world.own_appendix = make_picture(own)
    world.exempt_appendix = make_picture(own, "Exempt chart", **EXEMPT)
    world.exempt_section = factories.make_section(own, "written", "Exempt part", text="Exempt words.", **EXEMPT)
    world.exempt_review_section = factories.make_section(
        world.review.report, "written", "Exempt part", text="Exempt words.", **EXEMPT
    )
    world.exempt_edition = factories.make_edition(own, is_exempt=True, number=1, html=ISSUED)
    world.exempt_review_edition = factories.make_edition(world.review.report, is_exempt=True, number=1, html=ISSUED)
    shared = timezone.now() if state == "shared" else None
    world.exempt_paper = factories.make_paper(cast.sub_committee, "Exempt paper", shared_at=shared, **EXEMPT)
    world.exempt_paper_section = factories.make_section(world.exempt_paper, "written", "Heading", text="Words.")
    world.exempt_paper_edition = factories.make_edition(world.exempt_paper, is_exempt=True, html=ISSUED)
    meeting = factories.make_meeting(cast.executive, date(2031, 3, 12))
    world.further = PaperMeeting.objects.create(paper=own, meeting=meeting)
    world.picture_name = appendices.file_name(world.own_appendix)
    pictured = f'<article><img src="pictures/{world.picture_name}" alt="A chart"></article>'
    world.pictured_edition = factories.make_edition(own, html=pictured, published=state == "published")


def exempt_readers(role, state):
    """What is exempt in a committee's own paper: as the paper itself, but not for members who are co-opted."""
    if role == "public":
        return "sign in"
    if role in ("officer", "monitoring") or (role == "member" and state == "shared"):
        return "yes"
    return "hidden"


def exempt_writers(role, state):
    seen = exempt_readers(role, state)
    return seen if role == "officer" or seen != "yes" else "no"


def report_exempt_readers(role, state):
    """What is exempt in a review's report: its officer and the monitoring officer, its members once it is shared."""
    return exempt_readers(role, state)


def exempt_editions(role, state):
    """A final edition with what is exempt: the committee but not its co-opted members, whatever is shared."""
    return "yes" if role in ("officer", "monitoring", "member") else "hidden"


def exempt_report_editions(role, state):
    """Of a review's report: those inside it who may read what is exempt. The address is public."""
    return "yes" if report_exempt_readers(role, state) == "yes" else "hidden"


def edition_writers(who):
    """Publishing: the officer; others who see the edition are told no."""

    def said(role, state):
        if role == "public":
            return "sign in"
        seen = who(role, state)
        return seen if role == "officer" or seen != "yes" else "no"

    return said


def rows(readers, writers, paper_readers, paper_writers, final_editions, in_the_open):
    """The rows of the access table, made from the tables' own words for who reads and writes what."""
    return {
        "scrutiny:appendix-add": Row("review", in_the_open(writers), BOTH),
        "scrutiny:committee-appendix-add": Row("own_paper", paper_writers, BOTH),
        "scrutiny:appendix-edit": Row("appendix", writers, BOTH),
        "scrutiny:appendix-edit of a committee": Row("own_appendix", paper_writers, BOTH),
        "scrutiny:appendix-edit that is exempt": Row("exempt_appendix", exempt_writers, BOTH),
        "scrutiny:appendix-move": Row("appendix", writers, "POST"),
        "scrutiny:appendix-bin": Row("appendix", writers, "POST"),
        "scrutiny:appendix-bin that is exempt": Row("exempt_appendix", exempt_writers, "POST"),
        "scrutiny:appendix-file": Row("own_appendix", paper_readers),
        "scrutiny:appendix-file that is exempt": Row("exempt_appendix", exempt_readers),
        "scrutiny:edition-picture": Row("pictured_edition picture", final_editions),
        "scrutiny:paper-picture": Row("review picture", nobody(in_the_open(readers))),
        "scrutiny:committee-paper-picture": Row("own_paper picture", paper_readers),
        "scrutiny:section-exempt": Row("section", writers, BOTH),
        "scrutiny:section-exempt that is": Row("exempt_section", exempt_writers, BOTH),
        "scrutiny:section-edit that is exempt": Row("exempt_section", exempt_writers, BOTH),
        "scrutiny:section-edit of a report that is exempt": Row("exempt_review_section", exempt_writers, BOTH),
        "scrutiny:paper-exempt": Row("own_paper", paper_writers, BOTH),
        "scrutiny:paper-exempt that is": Row("exempt_paper", exempt_writers, BOTH),
        "scrutiny:committee-paper-show that is exempt": Row("exempt_paper", exempt_readers),
        "scrutiny:committee-paper-preview that is exempt": Row("exempt_paper", exempt_readers),
        "scrutiny:section-edit of an exempt paper": Row("exempt_paper_section", exempt_writers, BOTH),
        "scrutiny:edition-show that is exempt": Row("exempt_edition", exempt_editions),
        "scrutiny:edition-pdf that is exempt": Row("exempt_edition", exempt_editions),
        "scrutiny:edition-publish that is exempt": Row("exempt_edition", edition_writers(exempt_editions), BOTH),
        "scrutiny:edition-show of an exempt paper": Row("exempt_paper_edition", exempt_editions),
        "scrutiny:edition-show of a report that is exempt": Row("exempt_review_edition", exempt_report_editions),
        "scrutiny:paper-meeting-add": Row("review", in_the_open(writers), BOTH),
        "scrutiny:committee-paper-meeting-add": Row("own_paper", paper_writers, BOTH),
        "scrutiny:paper-meeting-remove": Row("further", paper_writers, "POST"),
    }


def nobody(readers):
    """A picture that the report does not have: nobody is shown one."""

    def said(role, state):
        return "sign in" if role == "public" else "hidden" if readers(role, state) == "yes" else readers(role, state)

    return said
