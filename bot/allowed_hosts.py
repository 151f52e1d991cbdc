"""Which web addresses may be fetched from: https on a named host, plain http on this machine."""

from collections.abc import Collection
from ipaddress import ip_address

PORTS = {"https": 443, "http": 80}


def is_allowed(scheme: str, host: str, port: int | None, hosts: Collection[str]) -> bool:
    """Whether an address lies on one of these hosts, `host` or `host:port`, matched exactly."""
    named = f"{host}:{port or PORTS.get(scheme)}" in hosts
    if scheme == "https":
        return named or (port is None and host in hosts)
    return scheme == "http" and named and is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether a host is this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
