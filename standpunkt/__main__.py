"""The command ``standpunkt``, also as ``python -m standpunkt``."""

import sys

from standpunkt.rooms import stranger


def main() -> None:
    """Run the command; where a room is another package's, say so in one sentence with exit status 2."""
    if fault := stranger():
        print(f"standpunkt: {fault}", file=sys.stderr)
        sys.exit(2)
    from standpunkt.commands import commands  # noqa: PLC0415 - only now is it sure that the rooms are ours

    commands(prog_name="standpunkt")


if __name__ == "__main__":
    main()
