"""What the attribute types that point to other objects share."""

from __future__ import annotations

from typing import Any

from vestnik.attributes.base import Attribute
from vestnik.kernel.text import Text
from vestnik.kernel.values import BadReference, Ref, Value


class ReferenceAttribute(Attribute):
    """An attribute whose values are references; whether the object exists is checked where it is stored."""

    def read_one(self, given: Any) -> Value:
        expected = self.kinds[0]
        refusal = self.unfit(
            Text(f"нужна ссылка вида {expected}.12", f"a reference such as {expected}.12 is needed")
        )
        if not isinstance(given, str):
            raise refusal
        try:
            ref = Ref.parse(given)
        except BadReference:
            raise refusal from None
        if ref.kind not in self.kinds:
            raise refusal
        return ref

    def accepts(self, value: Value) -> bool:
        return isinstance(value, Ref) and value.kind in self.kinds
