"""Links to pages."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from vestnik.attributes.base import Attribute, IndexKind
from vestnik.kernel.text import Text
from vestnik.kernel.values import Value

Scheme = Literal["http", "https", "ftp", "ftps", "mailto", "ssh", "tg", "git"]


class HyperlinkAttribute(Attribute):
    """An address with one of the allowed schemes; never `javascript:`."""

    label: ClassVar = Text("Гиперссылка", "Hyperlink")
    about: ClassVar = Text(
        "Адрес страницы, файла или почты с одной из разрешённых схем",
        "The address of a page, file or mailbox with one of the allowed schemes",
    )
    index: ClassVar[IndexKind | None] = "text"

    data_type: Literal["hyperlink"] = "hyperlink"
    schemes: Annotated[tuple[Scheme, ...], Text("Допустимые схемы", "Allowed schemes")] = (
        "http",
        "https",
        "mailto",
    )

    def read_one(self, given: Any) -> Value:
        if not self.accepts(given):
            allowed = ", ".join(f"{scheme}:" for scheme in self.schemes)
            raise self.unfit(Text(f"нужна ссылка ({allowed})", f"a link is needed ({allowed})"))
        return given  # type: ignore[no-any-return]

    def accepts(self, value: Value) -> bool:
        if not isinstance(value, str) or len(value) > 8000 or any(char.isspace() for char in value):
            return False
        try:
            address = urlsplit(value)
        except ValueError:
            return False
        return address.scheme.lower() in self.schemes and bool(address.netloc or address.path)
