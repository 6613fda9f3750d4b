"""``python -m standpunkt`` is the command ``standpunkt``."""

from standpunkt.commands import commands

if __name__ == "__main__":
    commands(prog_name="standpunkt")
