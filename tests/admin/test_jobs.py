"""The page of jobs: what runs, what failed and why, trying again."""

import pytest
from django.test import Client

from guides.enums import JobState, Role
from guides.jobs import queue
from guides.jobs.models import Job
from tests.admin.test_roles import sign_in
from tests.html import parse
from tests.jobs.conftest import do_next, known_kinds

__all__ = ["known_kinds"]
LIST = "/admin/jobs/job/"


def page_of(job: Job) -> str:
    return f"{LIST}{job.pk}/change/"


def test_the_list_shows_each_job_with_its_progress(desk: Client) -> None:
    queue.enqueue("prune")
    job = queue.claim()
    assert job is not None
    job.note(done=1, total=2, message="stare zadania")
    html = desk.get(LIST).content.decode()
    assert "50% stare zadania" in html and "w\xa0toku" in html


def test_what_runs_has_a_page_that_can_be_loaded_again(desk: Client) -> None:
    job = queue.enqueue("prune")
    page = parse(desk.get(page_of(job)))
    assert page.all("progress") and page.all("a", href="?follow=1")
    assert not page.all("script", src="") and "style=" not in str(
        desk.get(page_of(job)).content.decode().partition('id="content"')[2]
    )


def test_what_failed_says_why_and_can_be_asked_for_again(desk: Client) -> None:
    queue.enqueue("refused")
    failed = do_next()
    page = desk.get(page_of(failed)).content.decode()
    assert "Nothing to be done." in page
    again = desk.post(f"{LIST}{failed.pk}/again/", follow=True)
    assert again.context["job"].pk != failed.pk and again.context["job"].state == JobState.WAITING


def test_what_is_done_is_not_done_again(desk: Client) -> None:
    queue.enqueue("prune")
    done = do_next()
    assert desk.post(f"{LIST}{done.pk}/again/").status_code == 403


@pytest.mark.parametrize(("role", "status"), [(Role.TRANSLATOR, 403), (Role.EDITOR, 200), (Role.PUBLISHER, 200)])
def test_who_imports_sees_jobs(db: None, role: Role, status: int) -> None:
    client = sign_in(role)
    job = queue.enqueue("prune")
    assert [client.get(address).status_code for address in (LIST, page_of(job))] == [status, status]


def test_nobody_adds_or_changes_jobs_by_hand(desk: Client) -> None:
    job = queue.enqueue("prune")
    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.get(f"{LIST}{job.pk}/delete/").status_code == 403
    assert desk.get(f"{LIST}999/change/").status_code == 404
