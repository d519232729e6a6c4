"""The link object: makes every address that a page shows.

The site, a preview and an embed each have their own, so that the same templates lead within each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from guides.questionnaire.replay import Flow, Pair, read_state, replay, write_state
from guides.schema.content import Content, PointSet
from guides.schema.kinds import slug_in

CHANGED = "changed"  # the flag of a redirect that dropped answers
GO = "go"  # sent by every form of a question, so that an empty answer is told from a fresh page
NEAR = "near"  # what is typed to find points
PLACE = "place"  # the key of the town that was chosen from several of one name
GMINA = "gmina"  # a municipality by its TERYT code, in links of other websites
HELPDESK = "helpdesk"  # the key of the one to write to
GUIDE, STEP = "guide", "step"  # what is written about: the key of a guide, the number of its step
WHOM = "whom"  # whose login is written about
QUERY = "q"  # what is typed to search
LAT, LON = "lat", "lon"  # a place sent by the visitor's own device, degrees WGS84 to two decimals
KIND, OPEN, STEP_FREE, SERVICE = "kind", "open", "step-free", "service"  # filters of the points that were found
GONE = "gone"  # the number of an office that is no longer on the list
DISTRICT = "district"  # the flag of a redirect from a city's district to the city
MUNICIPALITY = "municipality"  # the flag of a redirect from a municipality that is not loaded
PAGE = "page"  # of a long list, from 1
FROM = "from"  # the guide, or the answers, that a list of offices is part of the way of
WHAT = "what"  # another website shows: “help”, “points” or the key of a guide
IN = "lang"  # the language of what it shows, or “both”
SIZE, INK = "size", "ink"  # of a poster
ANSWER = "answer"  # to “did this help?”, chosen before the form is opened
THANKS = "thanks"  # after a report was stored
POINTS_QUERY = (NEAR, PLACE, LAT, LON, KIND, OPEN, STEP_FREE, SERVICE, GONE, PAGE, FROM)
EMBED = "/embed"  # before the addresses of pages that other sites frame


@lru_cache(8192)
def _address(name: str, *args: object) -> str:
    """What Django makes of a name of urls.py, which takes it longer than all else that a link needs."""
    return reverse(name, args=args)


@dataclass(frozen=True)
class Links:
    """Addresses below `prefix`; each method takes the language of the page that it leads to."""

    content: Content
    points_set: PointSet
    flow: Flow
    prefix: str = ""

    def _to(self, language: str, name: str, *args: object) -> str:
        return self.prefix + _address(f"{language}:{name}", *args)

    def absolute(self, address: str) -> str:
        """`address` as others link to it: from SITE_URL, whatever host was asked."""
        return f"{settings.SITE_URL}{address}"

    def root(self) -> str:
        return f"{self.prefix}/"

    def home(self, language: str) -> str:
        return self._to(language, "home")

    def start(self, language: str) -> str:
        return self._to(language, "start")

    def question(self, language: str, state: Sequence[Pair] = ()) -> str:
        """The page of a state of the questionnaire: its open question or its outcome."""
        return self._to(language, "start") + write_state(state)

    def change(self, language: str, state: Sequence[Pair], question: str) -> str:
        """The page that asks one answered question again and keeps the other answers."""
        words = settings.ADDRESS_WORDS[language]
        return f"{self.question(language, state)}{words['change']}/{question}/"

    def question_from(self, language: str, key: str) -> str:
        """The questionnaire opened at the question `key`, by the shortest way to it."""
        return self.question(language, way_to(self.flow, key))

    def guides(self, language: str) -> str:
        return self._to(language, "guides")

    def guide(self, language: str, key: str) -> str:
        return self._to(language, "guide", self._slug(language, key))

    def sheet(self, language: str, key: str, near: str = "") -> str:
        """The paper of a guide; `near` is where its points are looked for."""
        return with_near(self._to(language, "sheet", self._slug(language, key)), near)

    def large_sheet(self, language: str, key: str, near: str = "") -> str:
        """The same in large print."""
        return with_near(self._to(language, "large-sheet", self._slug(language, key)), near)

    def sheet_of(self, language: str, state: Sequence[Pair], near: str = "") -> str:
        """The paper of an outcome, its answers kept in the address."""
        return with_near(f"{self.question(language, state)}{settings.ADDRESS_WORDS[language]['sheet']}/", near)

    def large_sheet_of(self, language: str, state: Sequence[Pair], near: str = "") -> str:
        """The same in large print."""
        return with_near(f"{self.sheet_of(language, state)}{settings.ADDRESS_WORDS[language]['large']}/", near)

    def phone(self, language: str, key: str) -> str:
        """The page that hands a guide over to a phone."""
        return self._to(language, "phone", self._slug(language, key))

    def phone_of(self, language: str, state: Sequence[Pair]) -> str:
        """The page that hands an outcome over to a phone."""
        return f"{self.question(language, state)}{settings.ADDRESS_WORDS[language]['phone']}/"

    def short(self, language: str, key: str) -> str:
        """The short address of a guide, which no language is part of. A preview has none and gives its own page."""
        return self.guide(language, key) if self.prefix else reverse("short", args=(key,))

    def short_state(self, language: str, state: Sequence[Pair]) -> str:
        """The address of a state of the questionnaire that no language is part of; in a preview its own page."""
        return self.question(language, state) if self.prefix else reverse("short", args=(write_state(state)[:-1],))

    def way_back(self, language: str, came_from: str, near: str = "") -> str:
        """The guide or outcome that `came_from` names, as short addresses do; "" where there is none."""
        if not came_from:
            return ""
        if came_from in self.content.guide:
            return with_near(self.guide(language, came_from), near)
        here = replay(self.flow, read_state(came_from))
        return with_near(self.question(language, here.state), near) if here.outcome else ""

    def helping(self, language: str) -> str:
        return self._to(language, "helping")

    def tree(self, language: str) -> str:
        """The whole questionnaire on paper."""
        return self._to(language, "tree")

    def _slug(self, language: str, guide: str) -> str:
        return slug_in(self.content.guide[guide], language)

    def method(self, language: str, key: str) -> str:
        return self._to(language, "method", slug_in(self.content.method[key], language))

    def points(self, language: str, near: str = "", gone: int = 0) -> str:
        query = {name: value for name, value in ((NEAR, near), (GONE, gone)) if value}
        return self._to(language, "points") + (f"?{urlencode(query)}" if query else "")

    def region(self, language: str, region: str, page: int = 1) -> str:
        """The list of the offices of a voivodeship, or of those abroad, by the slug of `guides.offices.coverage`."""
        return self._to(language, "region", region) + (f"?{PAGE}={page}" if page > 1 else "")

    def point(self, language: str, number: int) -> str:
        return self._to(language, "point", number, self.points_set.point[number].slug)

    def search(self, language: str, query: str = "") -> str:
        return self._to(language, "search") + (f"?{urlencode({QUERY: query})}" if query else "")

    def card(self, language: str, number: int) -> str:
        """An office as an entry for an address book."""
        return self._to(language, "card", number, self.points_set.point[number].slug)

    def report(self, language: str, number: int) -> str:
        """Where a visitor says what is wrong with an office's entry."""
        return self._to(language, "report", number, self.points_set.point[number].slug)

    def report_guide(self, language: str, key: str, step: int = 0) -> str:
        """Where a reader says what is wrong with a guide, or with the step of this number."""
        return self._to(language, "report-guide", self._slug(language, key)) + (f"?{STEP}={step}" if step else "")

    def helped(self, language: str, key: str, answer: str = "") -> str:
        """Where a reader says whether a guide helped, with this answer chosen."""
        query = f"?{urlencode({ANSWER: answer})}" if answer else ""
        return self._to(language, "helped", self._slug(language, key)) + query

    def municipalities(self, language: str, region: str = "") -> str:
        """The list of municipalities; of one voivodeship by its slug."""
        return self._to(language, "municipalities_of", region) if region else self._to(language, "municipalities")

    def municipality(self, language: str, teryt: str, slug: str = "") -> str:
        """The page of a municipality by its code of six digits; without its slug an address that leads on there."""
        return self._to(language, *(("municipality", teryt, slug) if slug else ("municipality_by_code", teryt)))

    def suggestions(self, language: str) -> str:
        """Where a script asks for places while somebody types."""
        return f"{reverse('places')}?{urlencode({'lang': language})}"

    def for_site(self, language: str, query: str = "") -> str:
        """Where webmasters get links, frames and posters; `query` holds what was chosen."""
        return self._to(language, "for-site") + (f"?{query}" if query else "")

    def poster(self, language: str, query: str = "") -> str:
        return self._to(language, "poster") + (f"?{query}" if query else "")

    def site_code(self, language: str, query: str = "") -> str:
        """The QR code of a link, as a file."""
        return self._to(language, "site-code") + (f"?{query}" if query else "")

    def share_picture(self, language: str, key: str, mark: str) -> str:
        """What social networks show of a guide, or of the site; `mark` is the hash of what the picture says."""
        return reverse("share-picture", args=(language, key, mark))

    def api(self, language: str) -> str:
        """What programs can read, explained."""
        return self._to(language, "api")

    def feed(self, language: str) -> str:
        """What has changed in the guides, as an Atom feed; that of the site, in a preview too."""
        return reverse(f"{language}:feed")

    def contact(self, language: str) -> str:
        return self._to(language, "contact")

    def write(self, language: str, helpdesk: str = "") -> str:
        """The form that writes to a helpdesk, with this one chosen."""
        return self._to(language, "write") + (f"?{urlencode({HELPDESK: helpdesk})}" if helpdesk else "")

    def write_about(self, language: str, guide: str, step: int) -> str:
        """The form that says from the start which step of which guide somebody cannot do."""
        return f"{self._to(language, 'write')}?{urlencode({GUIDE: guide, STEP: step})}"

    def write_for(self, language: str, whom: str) -> str:
        """The form for a person whom one helps."""
        return f"{self._to(language, 'write')}?{urlencode({WHOM: whom})}"

    def helpdesk(self, language: str, key: str) -> str:
        """The place of one helpdesk on the page of all."""
        return f"{self.contact(language)}#helpdesk-{key}"

    def page(self, language: str, key: str) -> str:
        if key == "home":
            return self.home(language)
        return self._to(language, "page", slug_in(self.content.page[key], language))

    def resolve(self, language: str, target: str) -> str:
        """A target written in a text, such as “guide:pz-haslo”, as an address; others stay as they are."""
        scheme, _colon, key = target.partition(":")
        match scheme:
            case "guide" | "method" | "page":
                return str(getattr(self, scheme)(language, key))
            case "help":
                return self.question_from(language, key)
            case "write":
                return self.write(language, key)
            case "points" | "contact":
                return str(getattr(self, scheme)(language))
            case _:
                return target


_EMBEDDED = {"start", "guide", "points"}


@dataclass(frozen=True)
class EmbedLinks(Links):
    """Addresses within a frame: questionnaire, guides and nearest offices stay in it, all else is the site's."""

    def _to(self, language: str, name: str, *args: object) -> str:
        address = super()._to(language, name, *args)
        return EMBED + address if name in _EMBEDDED else address

    def sheet_of(self, language: str, state: Sequence[Pair], near: str = "") -> str:
        return super().sheet_of(language, state, near).removeprefix(EMBED)

    def phone_of(self, language: str, state: Sequence[Pair]) -> str:
        return super().phone_of(language, state).removeprefix(EMBED)


def with_near(address: str, near: str) -> str:
    """`address` with what was typed to find points, if anything was."""
    return f"{address}?{urlencode({NEAR: near})}" if near else address


def way_to(flow: Flow, key: str) -> tuple[Pair, ...]:
    """The shortest answers after which the question `key` is open; empty for the first one or an unreachable one."""
    ways: dict[str, tuple[Pair, ...]] = {flow.content.first: ()}
    queue = [flow.content.first]
    for here in queue:
        for answer in flow.content.question[here].answers:
            if answer.question in flow.content.question and answer.question not in ways:
                ways[answer.question] = (*ways[here], (here, answer.key))
                queue.append(answer.question)
    return replay(flow, ways.get(key, ())).state
