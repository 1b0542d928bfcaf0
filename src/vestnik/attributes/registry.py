"""The attribute types: this folder's `types/` and entry points of the group `vestnik.attributes`."""

from vestnik.attributes.base import Attribute
from vestnik.kernel.types import Registry

attributes: Registry[Attribute] = Registry(
    Attribute, "vestnik.attributes.types", "vestnik.attributes", discriminator="data_type"
)
