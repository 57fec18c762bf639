"""What is read of the live catalogue, as plain facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """One of our roles and what it may beyond its grants; `settings` are its own, in all databases and in this one."""

    name: str
    superuser: bool
    bypassrls: bool
    createrole: bool
    createdb: bool
    replication: bool
    login: bool
    settings: tuple[str, ...]
    in_database: tuple[str, ...]
    sees_activity: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """One role being a member of another."""

    member: str
    role: str
    inherits: bool


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema that is not PostgreSQL's own."""

    name: str
    owner: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A table, view, sequence or the like; names are written `schema.name`."""

    name: str
    kind: str
    owner: str
    rls: bool
    forced: bool
    permanent: bool
    partition: bool
    inherits: bool
    invoker: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    relation: str
    name: str
    type: str
    type_kind: str
    not_null: bool
    identity: bool
    serial: bool


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint: `kind` is p(rimary), u(nique), f(oreign), c(heck), x (exclusion)."""

    relation: str
    name: str
    kind: str
    columns: tuple[str, ...]
    target: str | None
    target_columns: tuple[str, ...]
    on_delete: str
    on_update: str
    set_columns: tuple[str, ...]
    validated: bool
    enforced: bool


@dataclass(frozen=True, slots=True)
class Index:
    """An index; an expression stands among the columns as an empty name."""

    relation: str
    name: str
    unique: bool
    valid: bool
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy as PostgreSQL writes it out; `functions` are those outside pg_catalog that it calls."""

    relation: str
    name: str
    command: str
    permissive: bool
    roles: tuple[str, ...]
    using: str | None
    check: str | None
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A function that is neither PostgreSQL's nor an extension's."""

    name: str
    owner: str
    definer: bool
    leakproof: bool
    volatility: str
    search_path: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger; `internal` ones keep foreign keys."""

    relation: str
    name: str
    internal: bool
    enabled: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A right given to somebody other than the owner; `kind` is of the object, `column` only for column rights."""

    kind: str
    object: str
    column: str | None
    grantee: str
    right: str
    grantable: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """Anything else whose mere existence is the question."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it at one moment."""

    database: str
    database_owner: str
    settings: dict[str, str]
    roles: tuple[Role, ...]
    memberships: tuple[Membership, ...]
    schemas: tuple[Schema, ...]
    relations: tuple[Relation, ...]
    columns: tuple[Column, ...]
    constraints: tuple[Constraint, ...]
    indexes: tuple[Index, ...]
    policies: tuple[Policy, ...]
    functions: tuple[Function, ...]
    triggers: tuple[Trigger, ...]
    grants: tuple[Grant, ...]
    things: tuple[Thing, ...]
