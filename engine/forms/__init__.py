"""Forms: a section becomes a WTForms class, what was sent becomes stored values.

WTForms coerces and keeps what was typed; the field types judge; the plan decides what applies.
"""

from engine.forms.acceptance import accept
from engine.forms.answer_form import AnswerForm, Asked, build_form
from engine.forms.limits import Adjusted, clamp
from engine.forms.option_markup import option_markup
from engine.forms.reading import FormAnswers, merge, read_form, read_values
from engine.forms.template_globals import TEMPLATE_GLOBALS
from engine.forms.visibility import Visible, visible, visible_fields

__all__ = [
    "TEMPLATE_GLOBALS",
    "Adjusted",
    "AnswerForm",
    "Asked",
    "FormAnswers",
    "Visible",
    "accept",
    "build_form",
    "clamp",
    "merge",
    "option_markup",
    "read_form",
    "read_values",
    "visible",
    "visible_fields",
]
