"""What editors and «Вычислить» need of the languages, whichever of the three a text is in.

source = Source("formula", "$Poluchatel->mbox", template="Elpisma")
diagnose(source, schema)            # problems with quick fixes, the kind of the result
complete(source, 12, schema)        # what may stand at an offset
evaluate(source, scope)             # the value, or what went wrong, and every step on the way
"""

from vestnik.expressions.explain.complete import complete
from vestnik.expressions.explain.diagnose import diagnose
from vestnik.expressions.explain.evaluate import Explained, evaluate
from vestnik.expressions.explain.quick_fixes import Edit, Fix, Span, fix_of, span_of
from vestnik.expressions.explain.source import LANGUAGES, PLACES, ExpressionLanguage, PlaceKind, Source

__all__ = [
    "LANGUAGES",
    "PLACES",
    "Edit",
    "Explained",
    "ExpressionLanguage",
    "Fix",
    "PlaceKind",
    "Source",
    "Span",
    "complete",
    "diagnose",
    "evaluate",
    "fix_of",
    "span_of",
]
