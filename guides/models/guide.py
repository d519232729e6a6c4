"""Guides: the procedures, and what they are made of."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.enums import GuideRole, HelpdeskRole, Icon, ServiceKind, ThingKind, Where
from guides.models.base import (
    TRANSLATION_RIGHTS,
    Checked,
    Keyed,
    KeyedPart,
    RecordedQuerySet,
    Translated,
    is_https,
    next_check_field,
    order_field,
    prose_field,
    role_field,
    slug_field,
    unique_role,
    unique_slugs,
    validate_hours,
    validate_https,
    validate_partial_date,
)
from guides.models.pictures import PictureField
from guides.schema.markup import to_plain

RICH_HELP = _(
    "Empty line: new paragraph. **bold**, [[button label]], `address to type`, [words](guide:key), “- ” for a list."
)


class Source(Translated, Keyed):
    """Where a fact was published."""

    order = order_field()
    name = models.CharField(_("name"), max_length=200)
    published = models.CharField(
        _("published"),
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text=_("As far as it is known: 2024, 2024-03 or 2024-03-15."),
    )
    url = models.URLField(_("address"), blank=True, validators=[validate_https])
    reference = models.CharField(
        _("reference"), max_length=200, blank=True, help_text=_("Number of the article or act.")
    )

    objects = RecordedQuerySet.as_manager()

    class Meta(Keyed.Meta):
        ordering = ["order", "key"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.key} – {self.name}"


class Topic(Translated, Keyed):
    """A need by which the list of guides is grouped."""

    order = order_field()
    name = models.CharField(_("name"), max_length=80)

    objects = RecordedQuerySet.as_manager()

    class Meta(Keyed.Meta):
        ordering = ["order", "key"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return str(self.name)


class Thing(Translated, Keyed):
    """Something that one needs: a document, a device, a code, an address. Shared by guides."""

    order = order_field()
    kind = models.CharField(_("kind"), max_length=10, choices=ThingKind.choices)
    name = models.CharField(_("name"), max_length=120, help_text=_("As an item under the heading “What you need”."))
    note = models.CharField(_("explanation"), max_length=300, blank=True)

    objects = RecordedQuerySet.as_manager()

    class Meta(Keyed.Meta):
        ordering = ["order", "key"]
        verbose_name = _("thing needed")
        verbose_name_plural = _("things needed")

    def __str__(self) -> str:
        return str(self.name)


class Method(Translated, Keyed, Checked):
    """A way of logging in to IKP."""

    order = order_field()
    icon = models.CharField(_("icon"), max_length=10, choices=Icon.choices)
    name = models.CharField(_("name"), max_length=60)
    slug = slug_field()
    summary = models.CharField(_("summary"), max_length=160, help_text=_("Shown on the card on the home page."))
    description = prose_field(_("description"), 8000, help_text=RICH_HELP)
    needs = models.ManyToManyField(Thing, verbose_name=_("what one needs"), blank=True)

    objects = RecordedQuerySet.as_manager()

    class Meta(Keyed.Meta):
        ordering = ["order", "key"]
        constraints = [*Keyed.Meta.constraints, *unique_slugs()]
        verbose_name = _("login method")
        verbose_name_plural = _("login methods")

    def __str__(self) -> str:
        return str(self.name)


class Guide(Translated, Keyed, Checked):
    """One procedure, step by step."""

    order = order_field()
    role = role_field(GuideRole)
    method = models.ForeignKey(
        Method, verbose_name=_("login method"), null=True, blank=True, on_delete=models.PROTECT, related_name="guides"
    )
    topic = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="guides")
    is_sketch = models.BooleanField(
        _("not ready yet"),
        default=False,
        help_text=_("Visitors get its last published form; of a new guide nothing. Previews show it as it is here."),
    )
    title = models.CharField(_("title"), max_length=120)
    slug = slug_field()
    summary = models.CharField(
        _("summary"), max_length=200, help_text=_("One or two sentences, for lists and search engines.")
    )
    search_words = prose_field(
        _("search words"),
        2000,
        blank=True,
        help_text=_(
            "Phrases that people type when they need this guide, in their own words, one to a line. "
            "Readers do not see them. Each language has its own; they need not match."
        ),
    )
    for_whom = prose_field(_("for whom"), 600)
    result = prose_field(_("result"), 600, help_text=_("What the reader has at the end."))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, help_text=_("The reader’s own time. Empty when nobody can know.")
    )
    time_note = models.CharField(_("note on time"), max_length=200, blank=True)
    cost = models.CharField(_("cost"), max_length=200)
    online = models.BooleanField(Where.ONLINE.label, default=False)
    in_person = models.BooleanField(Where.IN_PERSON.label, default=False)
    phone = models.BooleanField(Where.PHONE.label, default=False)
    office_service = models.CharField(
        _("sends to an office that does this"),
        max_length=10,
        blank=True,
        choices=ServiceKind.choices,
        help_text=_("The page then finds the nearest such offices."),
    )
    warning = prose_field(_("warning"), 1000, blank=True, help_text=RICH_HELP)

    objects = RecordedQuerySet.as_manager()

    class Meta(Keyed.Meta):
        ordering = ["order", "key"]
        constraints = [
            *Keyed.Meta.constraints,
            *unique_slugs(),
            unique_role(),
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=True) | models.Q(minutes__gte=1), name="guide_minutes_positive"
            ),
        ]
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        # For the whole working copy, not for guides alone: see guides/roles.py.
        permissions = TRANSLATION_RIGHTS

    def __str__(self) -> str:
        return str(self.title)


class GuideNeed(Translated):
    """A thing that a guide needs, with a remark for this guide."""

    guide = models.ForeignKey(Guide, verbose_name=_("guide"), on_delete=models.CASCADE, related_name="needs")
    order = order_field()
    thing = models.ForeignKey(Thing, verbose_name=_("thing"), on_delete=models.PROTECT)
    note = models.CharField(_("remark"), max_length=300, blank=True)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["guide", "thing"], name="guideneed_once")]
        verbose_name = _("what one needs")
        verbose_name_plural = _("what one needs")

    def __str__(self) -> str:
        return str(self.thing)


class OfficialAddress(Translated):
    """An official address that a guide uses: as it is typed, and where it leads."""

    guide = models.ForeignKey(Guide, verbose_name=_("guide"), on_delete=models.CASCADE, related_name="addresses")
    order = order_field()
    address = models.CharField(_("address to type"), max_length=100, help_text=_("For example pz.gov.pl"))
    url = models.URLField(_("link"), validators=[validate_https])
    label = models.CharField(_("what it is"), max_length=120)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.CheckConstraint(condition=is_https("url"), name="officialaddress_url_https")]
        verbose_name = _("official address")
        verbose_name_plural = _("official addresses")

    def __str__(self) -> str:
        return self.address


class Step(KeyedPart):
    """One action of a guide."""

    named_by = "title"
    parent_link = "guide"

    guide = models.ForeignKey(Guide, verbose_name=_("guide"), on_delete=models.CASCADE, related_name="steps")
    order = order_field()
    title = models.CharField(_("what to do"), max_length=160, help_text=_("One action, as an instruction."))
    detail = prose_field(_("detail"), 2000, blank=True, help_text=RICH_HELP)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True, validators=[MaxValueValidator(600)])
    link = models.URLField(_("official link"), blank=True, validators=[validate_https])
    unchecked = models.BooleanField(
        _("wording not confirmed"),
        default=False,
        help_text=_("Nobody has confirmed the wording of the page or app. Readers are told."),
    )
    finds_office = models.BooleanField(_("the field that finds offices stands here"), default=False)
    picture = PictureField(_("picture"), blank=True)
    picture_alternative = models.CharField(
        _("picture in words"), max_length=300, blank=True, help_text=_("For those who do not see the picture.")
    )

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=is_https("link"), name="step_link_https"),
            models.UniqueConstraint(fields=["guide", "key"], name="step_key_once"),
        ]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return to_plain(str(self.title))


class StepProblem(KeyedPart):
    """What to do when one step does not work: leads to one guide or one question."""

    named_by = "label"
    parent_link = "step"

    step = models.ForeignKey(Step, verbose_name=_("step"), on_delete=models.CASCADE, related_name="problems")
    order = order_field()
    label = models.CharField(_("what does not work"), max_length=120)
    advice = prose_field(_("what to try first"), 1000, blank=True, help_text=RICH_HELP)
    guide = models.ForeignKey(
        Guide, verbose_name=_("leads to the guide"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.ForeignKey(
        "guides.Question",
        verbose_name=_("leads to the question"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(guide__isnull=True) | models.Q(question__isnull=True),
                name="stepproblem_one_target",
                violation_error_message=_("Choose a guide or a question, not both."),
            ),
            models.UniqueConstraint(fields=["step", "key"], name="stepproblem_key_once"),
        ]
        verbose_name = _("when this step does not work")
        verbose_name_plural = _("when this step does not work")

    def __str__(self) -> str:
        return str(self.label)


class Helpdesk(Translated, Keyed):
    """Whom to call or write to."""

    order = order_field()
    role = role_field(HelpdeskRole)
    name = models.CharField(_("name"), max_length=120)
    purpose = prose_field(_("what it is for"), 600)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    phone_note = models.CharField(_("note on the phone"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True, validators=[validate_https])
    hours = models.CharField(
        _("opening hours"),
        max_length=200,
        blank=True,
        validators=[validate_hours],
        help_text=_("For example “pn-pt 7-18”, or OpenStreetMap syntax: “Mo-Fr 07:00-18:00”. Empty when not known."),
    )
    hours_source = models.ForeignKey(
        Source,
        verbose_name=_("source of the hours"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Visitors see it beside the hours, with its year: they are usual hours, nobody asks each day."),
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    next_check_on = next_check_field()
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True)

    objects = RecordedQuerySet.as_manager()

    class Meta(Keyed.Meta):
        ordering = ["order", "key"]
        constraints = [*Keyed.Meta.constraints, unique_role()]
        verbose_name = _("helpdesk")
        verbose_name_plural = _("helpdesks")

    def __str__(self) -> str:
        return str(self.name)


__all__ = [
    "Guide",
    "GuideNeed",
    "Helpdesk",
    "Method",
    "OfficialAddress",
    "Source",
    "Step",
    "StepProblem",
    "Thing",
    "Topic",
]
