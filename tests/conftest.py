"""Fixtures for all tests.

Most tests of pages run without a database: pytest-django refuses any query where no `db` fixture was asked for, so that
a page that makes one fails.
"""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.template import engines
from django.test import Client
from django.test import client as testing
from django.utils import translation

from guides.checking.compiled_parts import site_languages
from guides.checking.compiling import compile_content
from guides.checking.compiling_offices import compile_points
from guides.enums import ReleaseKind
from guides.feedback import tally as tallying
from guides.feedback.tally import tally
from guides.releases import candidates
from guides.schema.content import Content, PointSet
from guides.search.compiling import points_with_forms, with_forms
from guides.serving import previews
from guides.serving.live import Snapshot, Stamp, live
from guides.text import slugify_name
from guides.views import keeping
from guides.working_copy import files, loading
from tests.database import Rows, every_model, read_rows, write_rows
from tests.places.sample import sample_gazetteer, serve_places
from tests.site_pages import SitePage, SitePages

# Every run draws other examples; `make drill` draws many. Time limits would measure the machine.
hypothesis.settings.register_profile("default", deadline=None, max_examples=60)
hypothesis.settings.register_profile("drill", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("default")

# The compiled content lives through the whole run: looking for rubbish in it again and again takes a seventh of the time.
gc.set_threshold(200_000, 20, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the database: only that is run once more on PostgreSQL."""
    for item in items:
        asks = not {"db", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ()))
        if asks or item.get_closest_marker("django_db"):
            item.add_marker("database")


_store_rendered = testing.store_rendered_templates


def _store_pages(store: Any, signal: Any, sender: Any, template: Any, context: Any, **more: Any) -> None:
    """Keep what a template was given; not of each field of a form, which no test asks for and which takes long."""
    if not (template.name or "").startswith(("django/forms/", "admin/widgets/")):
        _store_rendered(store, signal, sender, template, context, **more)


testing.store_rendered_templates = _store_pages

# No thread writes counts in the midst of a test.
tallying.WRITTEN_AFTER = 3600.0

FIRST_ROWS = pytest.StashKey[Rows]()
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(scope="session")
def content() -> Content:
    """The shipped guides and questions, compiled."""
    return with_forms(compile_content(files.read_content(settings.CONTENT_DIR), site_languages()))


@pytest.fixture(scope="session")
def point_set() -> PointSet:
    """The shipped points, compiled."""
    compiled = compile_points(files.read_points(settings.CONTENT_DIR, tuple(LANGUAGES)), site_languages(), slugify_name)
    return points_with_forms(compiled, LANGUAGES)


@pytest.fixture(scope="session")
def shipped(content: Content, point_set: PointSet) -> Snapshot:
    """The shipped content as it is served after a first publication."""
    moment = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    return Snapshot(content, point_set, (Stamp("content", 1, "c" * 64, moment), Stamp("points", 1, "p" * 64, moment)))


@pytest.fixture(autouse=True)
def fresh_process(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Each test starts as a new process would: nothing loaded, an empty state folder, the default language."""
    settings.STATE_DIR = tmp_path / "state"
    live.forget()
    candidates.forget()
    previews.forget()
    keeping.forget()
    yield
    tally.forget()
    live.forget()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def serving(shipped: Snapshot) -> Snapshot:
    """This process serves the shipped content, without a database."""
    live._snapshot = shipped
    return shipped


class _UndefinedVariable(str):
    """What a template gets for an undefined variable: an error with its name."""

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined variable in a template: {name}")

    def __contains__(self, item: object) -> bool:
        return item == "%s"


@pytest.fixture
def strict_templates() -> Iterator[None]:
    """Undefined variables in templates are errors. For public pages: Django's own admin relies on them."""
    engine = engines["django"].engine
    before = engine.string_if_invalid
    engine.string_if_invalid = _UndefinedVariable("%s")
    yield
    engine.string_if_invalid = before


@pytest.fixture
def visitor(serving: Snapshot, strict_templates: None) -> Client:
    """A visitor of the shipped site; templates are strict and no query is allowed."""
    return Client()


@pytest.fixture(scope="session")
def asked_pages() -> dict[str, SitePage]:
    """What `pages` has asked for, by address."""
    return {}


@pytest.fixture
def pages(visitor: Client, asked_pages: dict[str, SitePage]) -> SitePages:
    """The pages of the shipped site, each rendered once; not for tests that change a setting or the content."""
    return SitePages(visitor, asked_pages)


def _load_shipped() -> None:
    loading.load_content(files.read_content(settings.CONTENT_DIR))
    loading.load_points(files.read_points(settings.CONTENT_DIR, tuple(LANGUAGES)))


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> None:
    """The shipped content stands in the test database from the start: loading it for each test would take minutes."""
    with django_db_blocker.unblock():
        _load_shipped()
        request.config.stash[FIRST_ROWS] = read_rows(every_model())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A transactional test leaves empty tables: the next test finds again what `django_db_setup` has put there."""
    yield
    # After the last test the database itself is gone.
    if nextitem is not None and _empties_tables(item):
        with item.funcargs["django_db_blocker"].unblock():  # type: ignore[attr-defined]  # of a test function
            write_rows(item.config.stash[FIRST_ROWS])


def _empties_tables(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in getattr(item, "fixturenames", ()) or bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def first_candidates() -> dict[ReleaseKind, Any]:
    """What the working copy of the shipped content compiles to, kept as a process keeps it: with all it depends on."""
    return {}


@pytest.fixture
def working_copy(db: None, first_candidates: dict[ReleaseKind, Any]) -> None:
    """The shipped content in the working copy, not published. It is compiled already, as where somebody has looked."""
    if not first_candidates:
        candidates.prepare_all(tuple(candidates.COMPILERS))
        first_candidates.update({kind: kept.made for kind, kept in candidates._kept.items()})
    for kind, kept in candidates._kept.items():
        kept.made = first_candidates[kind]


@pytest.fixture
def people(visitor: Client) -> Client:
    """A visitor of a site that has a gazetteer."""
    serve_places(sample_gazetteer())
    return visitor


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of release for which the working copy is compiled from now on, one for each time."""
    made: list[str] = []
    candidates.forget()

    def count(kind: ReleaseKind, make: Callable[[], candidates.Candidate]) -> Callable[[], candidates.Candidate]:
        def counted() -> candidates.Candidate:
            made.append(kind.value)
            return make()

        return counted

    for kind, make in candidates.COMPILERS.items():
        monkeypatch.setitem(candidates.COMPILERS, kind, count(kind, make))
    return made
