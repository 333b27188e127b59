"""Where on the internet somebody is: reading an address, and what counts as one household."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address


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
