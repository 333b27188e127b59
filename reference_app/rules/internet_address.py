"""Where on the internet somebody is: an address, what counts as one household, and the ranges of a school."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Range = IPv4Network | IPv6Network

WIDEST_OF_A_SCHOOL = {4: 16, 6: 32}
"""How many bits at least are fixed: who mistypes a range does not let a whole country in."""


def read(text: str | None) -> Address | None:
    """None where it is no address, as behind a Unix socket; an IPv4 address that came as IPv6 is IPv4 again."""
    try:
        address = ip_address(text or "")
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def household(address: Address | None) -> str:
    """What one line into a house has: an IPv4 address, or all of an IPv6 /64."""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address.packed, 64), strict=False))
    return str(address or "unknown")


def read_range(text: str) -> Range | None:
    """As in 192.0.2.0/24 or 2001:db8::/48; None where it is no range, or wider than any school's."""
    try:
        found = ip_network(text)
    except ValueError:
        return None
    return found if found.prefixlen >= WIDEST_OF_A_SCHOOL[found.version] else None
