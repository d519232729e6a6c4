"""Tags and filters of public pages. All need `language` and `links` in the context."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template import Context, Engine, loader
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.schema.content import Content, Guide, Helpdesk, Method, Opening, Picture, Step
from guides.schema.hours_in_words import HoursRow, days_row, open_rows, week_rows
from guides.schema.kinds import Phrase, Text
from guides.schema.phones import read_phone
from guides.schema.schedule import DATES, Days, Schedule, schedule_of
from guides.search.words import mark
from guides.serving.qr import qr_svg
from guides.serving.reviews import is_overdue
from guides.templatetags import kept_parts

register = template.Library()
register.filter(read_phone)
register.simple_tag(kept_parts.kept, takes_context=True)

_HREF = re.compile(r'href="([a-z]+:[^"]*)"')


@register.simple_tag(takes_context=True)
def say(context: Context, text: Text) -> SafeString:
    """A line of text as HTML, in the reader's language; marked with its own language where it fell back."""
    return _in_its_language(_linked(context, text), "span")


@register.simple_tag(takes_context=True)
def prose(context: Context, text: Text) -> SafeString:
    """Paragraphs as HTML, their links leading within the site, the preview or the embed."""
    return _in_its_language(_linked(context, text), "div")


def _linked(context: Context, text: Text) -> Phrase:
    """A text whose links to guides, questions and pages lead there."""
    language, links = context["language"], context["links"]
    phrase = text.html_in(language)
    if "href" not in phrase.value:
        return phrase
    return phrase._replace(value=resolved(phrase.value, lambda target: links.resolve(language, target)))


def resolved(html: str, resolve: Callable[[str], str]) -> str:
    """HTML of a text with what `resolve` makes of each target, such as “guide:pz-haslo”, for its address."""
    return _HREF.sub(lambda match: f'href="{escape(resolve(match[1]))}"', html)


def _in_its_language(phrase: Phrase, tag: str) -> SafeString:
    html = mark_safe(phrase.value)  # noqa: S308 - sanitised when the release was compiled
    if phrase.is_fallback:
        return format_html(f'<{tag} lang="{{}}">{{}}</{tag}>', phrase.language, html)
    return html


@register.simple_tag(takes_context=True)
def say_marked(context: Context, text: Text, words: Collection[str]) -> SafeString:
    """A line of text as `say` gives it, with these (folded) words marked."""
    phrase = _linked(context, text)
    return _in_its_language(phrase._replace(value=mark(phrase.value, words)), "span")


@register.filter
def mark_name(name: str, words: Collection[str]) -> SafeString:
    """A name with these (folded) words marked."""
    return mark_safe(mark(escape(name), words))  # noqa: S308 - escaped just now


@register.filter
def plain(text: Text, language: str) -> str:
    """A text without markup, for attributes and titles."""
    return text.plain_in(language).value


@register.simple_tag(takes_context=True)
def link(context: Context, name: str, *args: Any) -> str:
    """An address made by the link object: {% link "guide" guide.key %}."""
    return str(getattr(context["links"], name)(context["language"], *args))


@register.simple_tag(takes_context=True)
def title_of(context: Context, kind: str, key: str) -> SafeString:
    """The title of a guide or the text of a question, by its key: {% title_of "guide" problem.guide %}."""
    item = getattr(context["links"].content, kind)[key]
    return say(context, item.title if kind == "guide" else item.text)


@register.simple_tag(takes_context=True)
def guide_for(context: Context, role: str) -> Guide | None:
    """The guide that has this role: {% guide_for "abroad" as guide %}."""
    content: Content = context["links"].content
    return content.guide_for(role)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """One of templates/icons/, read once."""
    return mark_safe(loader.get_template(f"icons/{name}.svg").render())  # noqa: S308 - a file of ours


@register.filter
def unbroken(words: str) -> str:
    """Words that stay on one line."""
    return "\u00a0".join(words.split())


@register.simple_tag
def qr(address: str) -> SafeString:
    """A QR code of an address, as an SVG element."""
    return mark_safe(qr_svg(address))  # noqa: S308 - drawn by segno


@register.filter
def shown(address: str) -> str:
    """An address as people read and type it, without https:// and a final slash."""
    return re.sub("^https?://", "", address).removeprefix("www.").rstrip("/")


@register.filter
def host(address: str) -> str:
    """The host of an address, by which people know whose page it is."""
    try:
        return (urlsplit(address).hostname or address).removeprefix("www.")
    except ValueError:  # such as a bracket that is never closed
        return address


@register.filter
def kilometres(metres: int, blur: int = 1) -> str:
    """A distance in words, no more exact than the `blur`, in kilometres, to which both ends of it are known."""
    if blur > 1 and metres < 800 * blur:
        return _("up to about %(length)s km") % {"length": blur}
    if metres < 1500:
        return _("about 1 km")
    length = round(metres / 1000)
    if length > 20:
        step = 10 if blur >= 10 else 5
        length = round(length / step) * step
    return ngettext("about %(length)s km", "about %(length)s km", length) % {"length": length}


def forget() -> None:
    """Keep no part of a page, as a new process does."""
    kept_parts.forget()


@register.simple_tag(takes_context=True)
def office(context: Context, found: Any) -> SafeString:
    """An office in a list: {% office found %}, a Result."""
    language, point = context["language"], found.point
    far = _("we do not know how far") if found.metres is None else kilometres(found.metres, found.blur)
    values = {
        "kind_label": found.kind_label,
        "is_open": found.is_open,
        "by_appointment": found.by_appointment,
        "services": found.services,
        "step_free": found.step_free,
    }
    texts = {
        "address": context["links"].point(language, point.number),
        "name": point.name,
        "street": point.street,
        "postcode": point.postcode,
        "town": point.town,
        "distance": far,
        "now": found.now,
        "hours": found.hours,
        "phones": mark_safe("".join(f" {_dialled(phone, language)}" for phone in point.phones)),  # noqa: S308
        "helpline": _dialled(found.helpline, language) if found.helpline else "",
        "note": say(context, point.note) if point.note else "",
    }
    return kept_parts.filled(context, "components/found.html", values, texts)


@lru_cache(4096)
def _dialled(phone: str, language: str) -> SafeString:
    """A phone number of a list; `language` is the active one."""
    shown = {"phone": phone, "look": "tel", "language": language, "source_language": settings.LANGUAGE_CODE}
    return Engine.get_default().get_template("components/phone.html").render(Context(shown))


@register.inclusion_tag("components/opening.html")
def opening(opening: Opening) -> dict[str, Any]:
    """Opening hours as of today: the week, what differs, what changes when."""
    today = timezone.localdate()
    schedule = schedule_of(opening, today)
    weekdays = sorted({day.weekday() for days in schedule.differs for day in _each_day(days)})
    return {
        **_hours_said(schedule),
        "never": schedule.never_opens,
        "partial": schedule.partial,
        "steady": schedule.is_steady,
        "first": schedule.monday if schedule.seasons else today,
        "last": schedule.sunday if schedule.seasons else today + timedelta(days=DATES - 1),
        "rows": week_rows(schedule.week) if schedule.seasons else (),
        "usually": week_rows(schedule.seasons[0].week, weekdays) if schedule.seasons else (),
        "others": [days_row(days) for days in schedule.others if days.last >= today],
        "dates": [days_row(days) for days in schedule.dates],
        "next_open": schedule.next_open,
    }


@register.simple_tag
def week_of(opening: Opening) -> list[HoursRow]:
    """The days on which an office is open in an ordinary week, for a line on paper; none where that is not all."""
    schedule = schedule_of(opening, timezone.localdate())
    return [] if schedule.always or schedule.remark or not schedule.seasons else open_rows(schedule.seasons[0].week)


def _each_day(days: Days) -> Iterator[date]:
    return (days.first + timedelta(days=count) for count in range((days.last - days.first).days + 1))


@register.inclusion_tag("components/usual_hours.html", takes_context=True)
def usual_hours(context: Context, helpdesk: Helpdesk) -> dict[str, Any]:
    """The hours of a helpline as its source has them: nobody has called it today."""
    content: Content = context["links"].content
    opening = content.openings.get(helpdesk.hours)
    if opening is None:
        return {"said": False}
    schedule = schedule_of(opening, timezone.localdate())
    source = content.source.get(helpdesk.hours_source)
    present = schedule.seasons[0].week if schedule.seasons else ()
    return {
        **_hours_said(schedule),
        "language": context["language"],
        "links": context["links"],
        "said": not schedule.never_opens,
        "rows": open_rows(present) if present else [days_row(days) for days in schedule.dates],
        "publisher": publisher(source.name.plain_in(context["language"]).value) if source else "",
        "year": source.published[:4] if source else "",
    }


def publisher(source: str) -> str:
    """Who published a source: its name up to the first comma, where what it is about begins."""
    return source.partition(",")[0]


def _hours_said(schedule: Schedule) -> dict[str, Any]:
    """What offices and helplines have in common."""
    later = schedule.seasons[1:]
    return {
        "always": schedule.always,
        "remark": schedule.remark,
        "seasons": [{"since": season.since, "rows": open_rows(season.week)} for season in later],
        "source_language": settings.LANGUAGE_CODE,
    }


@register.simple_tag(takes_context=True)
def picture_of(context: Context, step: Step) -> Picture | None:
    """The picture of a step, else that of the source language: {% picture_of step as picture %}."""
    content: Content = context["links"].content
    name = step.picture.get(context["language"]) or step.picture.get(content.languages[0], "")
    return content.pictures.get(name)


@register.inclusion_tag("components/needs.html", takes_context=True)
def needs(context: Context, item: Guide | Method) -> dict[str, Any]:
    """What one needs for a guide or a method, as a list with boxes to tick."""
    content: Content = context["links"].content
    return {"language": context["language"], "links": context["links"], "needs": content.needs_of(item)}


@register.filter
def overdue(item: Helpdesk) -> bool:
    """Whether the check of an entry is too old, or was never made."""
    return is_overdue(item)


@register.inclusion_tag("components/checked.html", takes_context=True)
def checked(context: Context, item: Guide | Method, sources_at: str = "") -> dict[str, Any]:
    """When, by whom and against what a guide or a method was checked; a downgrade when that is too long ago."""
    return {
        "sources_at": sources_at,
        "language": context["language"],
        "links": context["links"],
        "on": item.checked_on,
        "by": item.checked_by,
        "sources": context["links"].content.sources_of(item),
        "overdue": is_overdue(item),
    }
