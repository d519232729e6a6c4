"""Which fields are translated. The source language is MODELTRANSLATION_DEFAULT_LANGUAGE."""

from modeltranslation.translator import TranslationOptions, translator

from guides import models

TRANSLATED: dict[type, tuple[str, ...]] = {
    models.Source: ("name",),
    models.Topic: ("name",),
    models.Thing: ("name", "note"),
    models.Method: ("name", "slug", "summary", "description", "checked_by"),
    models.Guide: (
        "title",
        "slug",
        "summary",
        "search_words",
        "for_whom",
        "result",
        "time_note",
        "cost",
        "warning",
        "checked_by",
    ),
    models.GuideNeed: ("note",),
    models.OfficialAddress: ("label",),
    models.Step: ("title", "detail", "picture_alternative"),
    models.StepProblem: ("label", "advice"),
    models.Helpdesk: ("name", "purpose", "phone_note"),
    models.Page: ("title", "slug", "summary", "lead", "body"),
    models.Question: ("text", "hint"),
    models.Answer: ("label", "hint"),
    models.Outcome: ("title", "reason", "reassurance", "warning", "call"),
    models.OutcomeAlternative: ("note",),
    models.PointSource: ("name", "note"),
    models.Point: ("appointment_how", "note"),
    models.Notice: ("text",),
}

for _model, _fields in TRANSLATED.items():
    translator.register(_model, type(f"{_model.__name__}Translation", (TranslationOptions,), {"fields": _fields}))
