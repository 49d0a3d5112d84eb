"""The command line: `milepost …`, thin over the functions that pages and exports use too."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cli.serve import add_serve
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import disk_failed

STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; errors are one line on stderr, exit status 1 (2 for usage)."""
    asked = sys.argv[1:] if arguments is None else arguments
    given = _parser(asked).parse_args(asked)
    try:
        status = int(given.run(given) or 0)
        sys.stdout.flush()
        return status
    except MilepostError as error:
        print(f"milepost: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("milepost: stopped; nothing half-done is kept", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        _close_stdout()  # who reads has seen enough
        return 0
    except OSError as error:
        print(f"milepost: {disk_failed(Path('what it prints'), error)}", file=sys.stderr)
        _close_stdout()
        return 1


def _close_stdout() -> None:
    """Keep Python from complaining at exit of what can no longer be printed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(asked: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="milepost", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    if asked[:1] == ["serve"]:
        add_serve(commands)
        return parser
    from cli.commands import add_commands  # noqa: PLC0415 - the dashboard would wait for all that they import

    add_commands(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
