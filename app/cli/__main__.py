"""Lets `python -m app.cli` do what `kumina` does, also where the script is not installed."""

from app.cli import main

main()
