"""What happens before any part is installed: standard library only, from any Python of 3.11 or newer."""

import os
import signal
import sys

import assets
import claims
import parts
import place
import words


def main() -> None:
    command, *rest = sys.argv[1:]
    try:
        {"up": up, "test": test, "prepare": only_prepare}[command](rest)
    except words.Refusal as refusal:
        words.stop(str(refusal))
    except OSError as error:
        words.stop(words.of(error))
    except KeyboardInterrupt:
        words.stop("Stopped.", code=130)


def up(arguments: list[str]) -> None:
    port = claims.port(arguments)
    place.check()
    claims.the_house(port)
    claims.free(port)
    prepare("requirements.txt")
    signal.pthread_sigmask(signal.SIG_BLOCK, claims.ENDING)  # held until the house listens, a second from now
    hand_over("-m", "app.cli", "house", "run", "--port", str(port))


def test(arguments: list[str]) -> None:
    place.check()
    prepare("requirements-check.txt")
    hand_over(str(place.ROOT / "deploy" / "check"), *arguments)


def only_prepare(_: list[str]) -> None:
    """For the tests, which start other clones with this one's environment."""
    place.check()
    prepare("requirements-check.txt")


def prepare(lock: str) -> None:
    """Each step is done once and again only when what it comes from has changed."""
    with claims.preparation():
        parts.install(place.ROOT / "deploy" / lock)
        assets.install()
        parts.compile_translations()


def hand_over(*command: str) -> None:
    """The same process goes on as the product's own Python, so that a signal to it reaches who must hear it."""
    sys.stdout.flush()
    os.chdir(place.ROOT)
    os.environ["PYTHONPATH"] = str(place.ROOT)
    os.execv(parts.PYTHON, [str(parts.PYTHON), *command])  # noqa: S606 - that is the point


main()
