"""Starts the command line: `python -m bot` and the `newsdesk` command."""

from bot.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
