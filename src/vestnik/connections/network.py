"""Which networks connections may reach: checked against the very address that is connected to, after DNS."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text


class BadNetwork(Refused):
    code = "bad_network"
    text = Text(
        "«{given}» — не сеть CIDR, например 10.0.0.0/8", "'{given}' is no CIDR network such as 10.0.0.0/8"
    )


@dataclass(frozen=True, slots=True)
class Network:
    """The allowed networks; none means any address."""

    allowed: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def parse(cls, listed: str) -> Network:
        """Read `10.0.0.0/8, 2001:db8::/32`.

        Raises:
            BadNetwork: an entry has another form.
        """
        return cls(tuple(_network(entry) for part in listed.split(",") if (entry := part.strip())))

    def allows(self, address: str) -> bool:
        """Whether an address (as `getaddrinfo` gives it) may be connected to; IPv4 within IPv6 counts as IPv4."""
        if not self.allowed:
            return True
        found = ip_address(address.partition("%")[0])
        if isinstance(found, IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped
        return any(found in network for network in self.allowed if network.version == found.version)


def _network(entry: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(entry, strict=False)
    except ValueError:
        raise BadNetwork(given=entry[:80]) from None
