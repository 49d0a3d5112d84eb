"""Host names the dashboard answers to: a browser that asks for another one was sent by someone else's page.

An attacker's name may be made to point to 127.0.0.1 (DNS rebinding), and the browser then takes the attacker's page
for the dashboard's own. The name in the Host header gives it away.
"""

import os
import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from warehouse.contract.errors import MilepostError

HOSTS = "MILEPOST_HOSTS"  # more names, separated by commas
CONSENT = "MILEPOST_INSECURE_NO_SIGN_IN"  # "yes": other machines may reach it, though nobody signs in
OPTION = "--insecure-no-sign-in"  # the same, of `milepost serve`

PORTS_LEFT_OUT = (80, 443)  # those that a browser does not name
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?)(:(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, kw_only=True)
class Host:
    """A name or address ([…] for IPv6), with the port if one is stated."""

    name: str
    port: int | None


def host_of(text: str) -> Host | None:
    """Parse a host; None if the text is not one."""
    match = _HOST.fullmatch(text.strip().lower())
    if match is None:
        return None
    port = int(match["port"]) if match["port"] else None
    return Host(name=match["name"], port=port) if port is None or 0 < port < 65_536 else None


def hosts_of(text: str) -> tuple[Host, ...]:
    """Parse a comma-separated list of hosts; MilepostError if an entry is not one."""
    hosts = {part.strip(): host_of(part) for part in text.split(",") if part.strip()}
    for name, host in hosts.items():
        if host is None:
            raise MilepostError(
                f"{name!r}: is no host; write NAME or NAME:PORT, as in milepost.example.com, without https://"
            )
    return tuple(host for host in hosts.values() if host is not None)


def hosts_from_environment() -> tuple[Host, ...]:
    """Return the hosts answered in addition to the machine's own; MilepostError if the setting is invalid."""
    try:
        return hosts_of(os.environ.get(HOSTS, ""))
    except MilepostError as error:
        raise MilepostError(f"{HOSTS}: {error}") from None


def for_everyone() -> bool:
    """Return whether other machines may reach the dashboard although nobody signs in."""
    return os.environ.get(CONSENT, "").strip() == "yes"


def check_listening(address: str, agreed: bool) -> None:
    """Raise MilepostError if others could reach this address and nobody has agreed to that."""
    if not agreed and not is_loopback(address):
        raise MilepostError(
            f"{address}: others could reach it and see everything, since nobody signs in; "
            f"listen on 127.0.0.1, or say {OPTION} ({CONSENT}=yes)"
        )


def is_loopback(address: str) -> bool:
    """Return whether only this machine reaches an address, given as a number or as localhost."""
    number = _number(address)
    return address == "localhost" if number is None else number.is_loopback


def is_answered(asked: Host, own: tuple[str, int | None], more: tuple[Host, ...]) -> bool:
    """Return whether a host is the dashboard's: the machine itself at its port, or one of `more`.

    own: the address and port at which the connection arrived; in `more`, a host without a port stands for that port
    or for none stated. A numeric address belongs to nobody's domain, so the connection's own address is safe,
    whatever it is.
    """
    address, port = own
    numbers = (_number(asked.name.strip("[]")), _number(address))
    if asked.name == "localhost" or (
        numbers[0] is not None and (numbers[0] == numbers[1] or numbers[0].is_loopback)
    ):
        return port is None or asked.port == port or (asked.port is None and port in PORTS_LEFT_OUT)
    ports = {host.port for host in more if host.name == asked.name}
    if asked.port is None:
        return bool(ports & {None, *PORTS_LEFT_OUT})
    return asked.port in ports or (None in ports and asked.port in (port, *PORTS_LEFT_OUT))


def _number(address: str) -> IPv4Address | IPv6Address | None:
    try:
        number = ip_address(address)
    except ValueError:
        return None
    mapped = number.ipv4_mapped if isinstance(number, IPv6Address) else None
    return mapped or number
