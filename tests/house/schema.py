"""What a database is made of, as text that can be compared: tables, columns, constraints, policies, rights."""

import psycopg

EMPTY: tuple[str, ...] = ()
OURS = "(SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'sec'))"
NOT_ALEMBICS = "COALESCE(to_regclass('public.alembic_version'), 0)"
QUESTION = f"""
SELECT format('column %s.%s %s %s %s', c.oid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
              pg_get_expr(adbin, adrelid))
  FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_attrdef d ON adrelid = c.oid AND adnum = attnum
 WHERE relnamespace IN {OURS} AND relkind IN ('r', 'p', 'v', 'm') AND c.oid <> {NOT_ALEMBICS}
UNION ALL
SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
 WHERE connamespace IN {OURS} AND contype <> 'n' AND conrelid <> {NOT_ALEMBICS}
UNION ALL
SELECT format('index %s', pg_get_indexdef(indexrelid)) FROM pg_index JOIN pg_class c ON c.oid = indexrelid
 WHERE relnamespace IN {OURS} AND indrelid <> {NOT_ALEMBICS}
UNION ALL
SELECT format('policy %s %s %s %s %s %s %s', tablename, policyname, permissive, roles, cmd, qual, with_check)
  FROM pg_policies
UNION ALL
SELECT format('rights %s %s %s %s', oid::regclass, relacl, relrowsecurity, relforcerowsecurity) FROM pg_class
 WHERE relnamespace IN {OURS} AND relkind IN ('r', 'p', 'v', 'm', 'S') AND oid <> {NOT_ALEMBICS}
UNION ALL
SELECT format('rights %s.%s %s', attrelid::regclass, attname, attacl)
  FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
 WHERE attacl IS NOT NULL AND relnamespace IN {OURS}
UNION ALL
SELECT format('function %s %s %s', oid::regprocedure, proacl, md5(pg_get_functiondef(oid))) FROM pg_proc
 WHERE pronamespace IN {OURS} AND prokind IN ('f', 'p')
   AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
UNION ALL
SELECT format('type %s', oid::regtype) FROM pg_type WHERE typnamespace IN {OURS} AND typtype IN ('e', 'd')
"""


def described(url: str) -> tuple[str, ...]:
    """Everything our migrations make, sorted; two equal descriptions are the same schema."""
    with psycopg.connect(url) as connection:
        return tuple(sorted(row[0] for row in connection.execute(QUESTION)))
