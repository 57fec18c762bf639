"""`python -m tests.bench page|memory|imports`: what `kumina bench` calls."""

import argparse
import sys

from tests.bench import bring, memory, page
from tests.bench.settings import made_up


def main() -> None:
    """Measure, and say it."""
    reader = argparse.ArgumentParser(prog="kumina bench")
    reader.add_argument("what", choices=("page", "memory", "imports"))
    reader.add_argument("--rounds", type=int, default=7)
    reader.add_argument("--seconds", type=float, default=3)
    asked = reader.parse_args()
    if asked.what == "page":
        says = page.measured(made_up(), rounds=asked.rounds, seconds=asked.seconds).told()
    elif asked.what == "imports":
        says = bring.measured().told()
    else:
        megabytes, answered = memory.weighed(made_up())
        says = f"A web process after {answered:,} requests: {megabytes:.0f} MB."
    sys.stdout.write(f"{says}\n")


main()
