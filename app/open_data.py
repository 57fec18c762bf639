"""Asks an open interface of the state: short, bounded, and never trusting what comes."""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

import requests


class NotReachable(Exception):
    """The interface did not answer as it says it does."""


def asked(
    address: str, words: Mapping[str, str], *, headers: Mapping[str, str], timeout: tuple[float, float], biggest: int
) -> object:
    """What the JSON at an address says: at most `biggest` bytes, `timeout` in seconds to reach it and between bytes.

    Raises NotReachable for whatever is not such an answer; a redirect is none.
    """
    if urlsplit(address).scheme not in {"http", "https"}:
        raise NotReachable("not an address we would ask")
    asking = {"Accept": "application/json", **headers}
    try:
        with requests.get(
            address, params=words, headers=asking, timeout=timeout, allow_redirects=False, stream=True
        ) as answer:
            if answer.status_code != requests.codes.ok:
                raise NotReachable(f"answered {answer.status_code}")
            body = answer.raw.read(biggest + 1, decode_content=True)
        if len(body) > biggest:
            raise NotReachable("the answer is too long")
        found: object = json.loads(body)
    except (requests.RequestException, ValueError, OSError, RecursionError) as error:
        raise NotReachable("no answer") from error
    return found
