"""Help at the place where it is needed: how each kind of row is changed, on its lists and forms; how a page is used."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# By the names of the models, or of pages that show no rows of one: what to do, one action to a line.
HELP: dict[str, tuple[Any, ...]] = {
    "Guide": (
        _("To change a step: open the guide and choose the step on the left, or below the title on a phone."),
        _("To add a guide: press Add, write the title and the summary, then three to twelve steps of one action each."),
        _("Write both languages, or only Polish: the start page then says what lacks a translation."),
        _("Preview shows the page as readers would see it. Readers see nothing before you publish."),
        _("To undo: History, then “Bring back the state after this change”."),
    ),
    "Step": (_("A step is changed in the form of its guide. Choose it here and the form opens at it."),),
    "Question": (
        _("To insert a question: open the question before it and choose “Insert a question after this answer”."),
        _("Or choose a line in the picture: there an answer is turned elsewhere, or a question inserted."),
        _("Give each answer one target: the next question or an outcome. Let the last answer be “I don’t know”."),
        _("See the questionnaire draws all of it. Publishing refuses dead ends and says where they are."),
    ),
    "Outcome": (
        _("An outcome is a guide and one sentence that says why it fits the answers."),
        _("Below the texts: what readers see, and which answers lead here. Choose an answer to let it lead elsewhere."),
    ),
    "Situation": (
        _("What somebody answers, and where that must lead. The publish page says which situations end elsewhere now."),
        _("If you meant that: press “This is meant” there. If not: choose the situation and see where it turns."),
        _("To add one: choose “keep as a known situation” at a path of the questionnaire (See the questionnaire)."),
    ),
    "Point": (
        _("Many offices at once: Import and export. You see first what a list would change."),
        _("Opening hours as people write them: “pn 8-17, wt-pt 8-15”. Below the field you read what was understood."),
        _("Offices are published apart from guides."),
    ),
    "Notice": (
        _("An outage is live as soon as you save it. Write what does not work and until when, in both languages."),
        _("When it is over: open it and end it."),
    ),
    "Release": (
        _("Each publication is a release. To go back, “Make it live again” at an older one: readers get it at once."),
    ),
    "Link": (_("Broken addresses stand first. Choose one to see where it is used, change it there, then publish."),),
    "imports": (
        _("Press “Import offices”, choose the file and say what list it is."),
        _("Read what would change, then apply it or reject it. What was applied can be undone on its page."),
        _("Readers see the offices after you publish the confirmation points."),
    ),
    "translations": (
        _("Choose a text. Its form opens, with the Polish beside it and what changed there."),
        _("Is the translation right as it is? Press “Still current”."),
        _("For a translator without an account: export a file, then bring it back with “Import from a translator”."),
        _("Readers see a translation after you publish."),
    ),
    "counts": (
        _("Each bar is a week; the table below it has the same numbers. Nothing is to be done here, only read."),
        _("Many people stop at a question? Try shorter answers, or a last answer “I don’t know”."),
        _("A guide did not help? The reports of readers may say why."),
    ),
    "User": (_("Give each person one role at least. Whoever leaves: take away “active”, do not delete the account."),),
}
