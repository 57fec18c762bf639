"""Reads a policy's expression as PostgreSQL writes it out, far enough to see whether it can open a table."""

import re
from typing import Final

from tenants.policies.texts import TENANT

_TOKEN: Final = re.compile(r"E?'(?:[^'\\]|''|\\.)*'|\"(?:[^\"]|\"\")*\"|[A-Za-z_][A-Za-z0-9_$]*|\s+|.", re.DOTALL)
_ASKS_THE_TOKEN: Final = re.compile(r"\bsec\.(claims|person|municipality|municipality_or_none|acts_as)\(")


def begins_with_tenant(expression: str) -> bool:
    """Whether the first thing AND-ed is the tenant predicate itself."""
    inner = _bare(expression)
    if len(_parts(inner, "OR")) > 1:
        return False
    first, *others = _parts(inner, "AND")
    return begins_with_tenant(first) if others or _bare(first) != inner else inner == TENANT


def is_open_or(expression: str) -> bool:
    """Whether an OR stands outside every bracket, beside the tenant predicate."""
    return len(_parts(_bare(expression), "OR")) > 1


def has_sub_select(expression: str) -> bool:
    """Whether the expression asks another table."""
    return any(word.upper() in {"SELECT", "EXISTS"} for word in _tokens(expression))


def asks_the_token(expression: str) -> bool:
    """Whether every way through the expression asks the token: each branch of an OR does, at any depth."""
    inner = _bare(expression)
    branches = _parts(inner, "OR")
    if len(branches) > 1:
        return all(asks_the_token(branch) for branch in branches)
    parts = _parts(inner, "AND")
    if len(parts) > 1:
        return any(asks_the_token(part) for part in parts)
    denies = inner.startswith("NOT ") or inner.endswith("IS NULL")  # true of a missing token too
    words = "".join(word for word in _tokens(inner) if not word.endswith("'"))
    return not denies and _ASKS_THE_TOKEN.search(words) is not None


def _tokens(expression: str) -> list[str]:
    return _TOKEN.findall(expression)


def _bare(expression: str) -> str:
    """The expression without brackets that hold the whole of it."""
    text = expression.strip()
    while text.startswith("(") and _closing(text) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _closing(text: str) -> int:
    depth = position = 0
    for word in _tokens(text):
        depth += (word == "(") - (word == ")")
        if depth == 0:
            return position
        position += len(word)
    return -1


def _parts(expression: str, at: str) -> list[str]:
    """Split at this word where it stands in no bracket, nor inside a CASE."""
    parts, depth = [""], 0
    for word in _tokens(expression):
        depth += (word in {"(", "["} or word.upper() == "CASE") - (word in {")", "]"} or word.upper() == "END")
        if depth == 0 and word == at:
            parts.append("")
        else:
            parts[-1] += word
    return [part.strip() for part in parts]
