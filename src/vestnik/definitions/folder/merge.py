"""Changes put into a YAML file that people have written: only what changed is touched, comments and order stay."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import LiteralScalarString

from vestnik.definitions.difference import key_of
from vestnik.kernel.values import plain

WIDTH = 120


def write_new(tree: dict[str, Any]) -> str:
    """A tree as a new YAML file."""
    return _dump(_node(tree))


def merge(source: str, old: Any, new: Any, written: Any) -> str:
    """The file with its changes.

    source: the file as it is. old: the canonical tree that it stands for. new: the canonical tree that it is to stand
    for. written: the same as a person would write it, without defaults.
    """
    node = _yaml().load(source)
    _merge_mapping(node, old, new, written)
    return _dump(node)


def _merge_mapping(node: CommentedMap, old: Any, new: Any, written: Any) -> None:
    for name in list(dict.fromkeys((*node, *written))):
        if name not in written:
            if name not in new or old.get(name) != new[name]:
                node.pop(name, None)
        elif name not in old or name not in node or old[name] != new.get(name, written[name]):
            _put(node, name, old.get(name), new.get(name), written[name])


def _merge_list(node: CommentedSeq, old: list[Any], new: list[Any], written: list[Any]) -> None:
    key = key_of(new)
    if key is not None and key == key_of(old):
        _align(node, old, [item[key] for item in new], key)
    for index in range(len(new)):
        if index >= len(node):
            node.append(_node(written[index]))
        elif index >= len(old) or old[index] != new[index]:
            _put(node, index, old[index] if index < len(old) else None, new[index], written[index])
    del node[len(new) :]
    del old[len(new) :]


def _align(node: CommentedSeq, old: list[Any], wanted: list[str], key: str) -> None:
    """Take out items that are gone and make room for new ones, so that the rest meets its counterpart by position.

    A list in another order is left to be written item by item.
    """
    for index in reversed(range(len(old))):
        if old[index][key] not in wanted:
            del node[index]
            del old[index]
    names = [item[key] for item in old]
    if names != [name for name in wanted if name in names]:
        return
    for index, name in enumerate(wanted):
        if name not in names:
            node.insert(index, None)
            old.insert(index, None)


def _put(node: Any, at: Any, old: Any, new: Any, written: Any) -> None:
    inner = node[at] if not isinstance(node, CommentedMap) or at in node else None
    if isinstance(inner, CommentedMap) and all(isinstance(tree, dict) for tree in (old, new, written)):
        _merge_mapping(inner, old, new, written)
    elif (
        isinstance(inner, CommentedSeq)
        and all(isinstance(tree, list) for tree in (old, new, written))
        and len(inner) == len(old)
    ):
        _merge_list(inner, list(old), new, written)
    else:
        node[at] = _node(written)


def _node(tree: Any) -> Any:
    """A tree as ruamel nodes: texts of several lines as blocks."""
    if isinstance(tree, dict):
        return CommentedMap((name, _node(inner)) for name, inner in tree.items())
    if isinstance(tree, list):
        return CommentedSeq(_node(inner) for inner in tree)
    if isinstance(tree, str) and "\n" in tree:
        return LiteralScalarString(tree)
    return tree


class _Representer(RoundTripRepresenter):
    """Exact numbers as plain digits."""

    def represent_decimal(self, value: Decimal) -> Any:
        text = plain(value)
        return self.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Representer.add_representer(Decimal, _Representer.represent_decimal)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dump(node: Any) -> str:
    stream = StringIO()
    _yaml().dump(node, stream)
    return stream.getvalue()
