"""`./deploy/test`: every check, one after the other, each to its end, and a table of how they went."""

import argparse
import os
import sys
import time
from pathlib import Path

import machine
import steps

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    asked, words = _arguments()
    chosen = [
        step for step in steps.all_steps(ROOT, words, bench=asked.bench) if not asked.only or step.name in asked.only
    ]
    if asked.list:
        print("\n".join(f"{step.name:<12} {step.says}" for step in chosen))
        return 0
    surroundings = _surroundings()
    try:
        machine.prepare(surroundings, browser=any(step.browser for step in chosen), bench=asked.bench)
    except machine.Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    results = []
    for number, step in enumerate(chosen, 1):
        print(f"\n▸ {number}/{len(chosen)} {step.name}: {step.says}", flush=True)
        began = time.monotonic()
        passed = step.run(surroundings)
        results.append((step.name, passed, time.monotonic() - began))
        print(f"  {'passed' if passed else 'FAILED'} in {results[-1][2]:.1f} s", flush=True)
    return _table(results)


def _arguments() -> tuple[argparse.Namespace, list[str]]:
    reader = argparse.ArgumentParser(
        prog="./deploy/test",
        description="Checks the whole product. Other words go on to pytest: ./deploy/test tests/house -k route",
    )
    reader.add_argument("--only", type=lambda names: names.split(","), metavar="STEP,…", help="just these steps")
    reader.add_argument("--list", action="store_true", help="name the steps")
    reader.add_argument("--bench", action="store_true", help="the measurements besides; needs wrk")
    asked, words = reader.parse_known_args()
    known = {step.name for step in steps.all_steps(ROOT, [], bench=True)}
    if unknown := set(asked.only or ()) - known:
        reader.error(f"there is no step {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
    return asked, words


def _surroundings() -> dict[str, str]:
    """Nothing of the caller's installation reaches the tests: neither its database nor its settings."""
    own = ("KUMINA_", "DATABASE_")
    kept = ("KUMINA_VAR", "KUMINA_VENV", "KUMINA_TEST_PLACE", "KUMINA_FINVOICE_XSD", "KUMINA_STRIPE_FIXTURES")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(own) or name in kept}
    return inherited | {"PYTHONPATH": str(ROOT), "KUMINA_TEST_STOP": "1"}


def _table(results: list[tuple[str, bool, float]]) -> int:
    print("\n" + "─" * 34)
    for name, passed, took in results:
        print(f"{name:<16}{'passed' if passed else 'FAILED':<8}{took:>8.1f} s")
    failed = sum(not passed for _, passed, _ in results)
    total = sum(took for _, _, took in results)
    print("─" * 34)
    print(f"{f'{failed} of {len(results)} failed' if failed else 'all passed':<24}{total:>8.1f} s", flush=True)
    return 1 if failed else 0


sys.exit(main())
