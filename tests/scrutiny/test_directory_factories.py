"""The cast means what its names say."""

import pytest

from scrutiny.access import access_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_cast_has_the_posts_that_its_names_say():
    """Each role of the cast may act for its own bodies and no others."""
    cast = make.make_cast()
    assert access_of(cast.officer).officer_bodies == {cast.committee.pk, cast.sub_committee.pk}
    assert access_of(cast.other_officer).officer_bodies == {cast.other_committee.pk}
    assert access_of(cast.member).member_bodies == {cast.sub_committee.pk}
    assert access_of(cast.co_opted).co_opted_bodies == {cast.sub_committee.pk}
    assert access_of(cast.responsible).responsible_bodies == {cast.directorate.pk}
    assert access_of(cast.administrator).administrator_of == {cast.council.pk}
    assert access_of(cast.monitoring).monitoring_of == {cast.council.pk}
    assert not access_of(cast.stranger).is_anybody


def test_every_factory_makes_something_the_database_accepts():
    """A whole review from nothing: paper, finding, recommendation, evidence, witness, session, edition."""
    cast = make.make_cast()
    review = make.make_review(cast.sub_committee)
    finding = make.make_finding(review)
    recommendation = make.make_recommendation(review, findings=[finding], label="1")
    make.make_addressee(recommendation, cast.directorate)
    make.make_addressee(recommendation, name="All schools")
    make.make_witness(review)
    make.make_session(review)
    make.make_evidence(review, access="exempt")
    make.make_edition(review.report, published=True)
    meeting = make.make_meeting(cast.sub_committee)
    make.make_attendance(meeting, cast.member.person)
    make.make_term(cast.council)
    assert list(recommendation.findings.all()) == [finding]
    assert [str(one) for one in recommendation.addressees.all()] == ["Children's Services", "All schools"]
