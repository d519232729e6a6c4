"""Which columns are translated, told by the structures. The source language is MODELTRANSLATION_DEFAULT_LANGUAGE."""

from modeltranslation.translator import TranslationOptions, translator

from guides.working_copy.kinds import SHAPES

TRANSLATED: dict[type, tuple[str, ...]] = {
    each.model: each.translated for shape in SHAPES.values() for each in shape.with_parts() if each.translated
}

for _model, _fields in TRANSLATED.items():
    translator.register(_model, type(f"{_model.__name__}Translation", (TranslationOptions,), {"fields": _fields}))
