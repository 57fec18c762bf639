"""What is asked of the catalogue, one question per kind of fact; the columns come in the order of facts.py."""

# ruff: noqa: S608 - put together from our own words only

from typing import Final

OURS: Final = r"n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname !~ '^pg_(toast_)?temp_'"
NO_EXTENSION: Final = (
    "NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = {table} AND d.objid = {oid} AND d.deptype = 'e')"
)
_NOT_EXTENSIONS: Final = NO_EXTENSION.format(table="'pg_class'::regclass", oid="c.oid")
NAMED: Final = (
    "ARRAY(SELECT a.attname::text FROM unnest({keys}) WITH ORDINALITY k (num, pos)"
    " LEFT JOIN pg_attribute a ON a.attrelid = {table} AND a.attnum = k.num ORDER BY k.pos)"
)

ROLE: Final = """
SELECT r.rolname::text, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin,
       coalesce((SELECT setconfig FROM pg_db_role_setting WHERE setrole = r.oid AND setdatabase = 0), '{}'),
       coalesce((SELECT setconfig FROM pg_db_role_setting s JOIN pg_database d ON d.oid = setdatabase
                  WHERE setrole = r.oid AND datname = current_database()), '{}'),
       has_function_privilege(r.oid, 'pg_stat_get_activity(integer)', 'EXECUTE')
       OR has_function_privilege(r.oid, 'pg_stat_get_backend_activity(integer)', 'EXECUTE')
  FROM pg_roles r WHERE rolname = ANY (%(roles)s)
"""
MEMBERSHIP: Final = """
SELECT m.rolname::text, r.rolname::text, inherit_option
  FROM pg_auth_members JOIN pg_roles r ON r.oid = roleid JOIN pg_roles m ON m.oid = member
 WHERE m.rolname = ANY (%(roles)s)
"""
SCHEMA: Final = f"SELECT nspname::text, pg_get_userbyid(nspowner)::text FROM pg_namespace n WHERE {OURS}"
RELATION: Final = f"""
SELECT n.nspname || '.' || c.relname, c.relkind::text, pg_get_userbyid(c.relowner)::text,
       c.relrowsecurity, c.relforcerowsecurity, c.relpersistence = 'p', c.relispartition,
       EXISTS (SELECT FROM pg_inherits i WHERE (i.inhrelid = c.oid OR i.inhparent = c.oid) AND NOT c.relispartition
                AND c.relkind = 'r'),
       coalesce(c.reloptions && ARRAY['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE {OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND {_NOT_EXTENSIONS}
"""
COLUMN: Final = f"""
SELECT n.nspname || '.' || c.relname, a.attname::text, format_type(a.atttypid, NULL), t.typtype::text, a.attnotnull,
       a.attidentity <> '', coalesce(pg_get_expr(f.adbin, f.adrelid) ~ '^nextval', false)
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type b ON b.oid = a.atttypid
  JOIN pg_type t ON t.oid = CASE WHEN b.typcategory = 'A' THEN b.typelem ELSE b.oid END
  LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
 WHERE {OURS} AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND {_NOT_EXTENSIONS}
"""
CONSTRAINT: Final = f"""
SELECT n.nspname || '.' || c.relname, o.conname::text, o.contype::text,
       {NAMED.format(keys="o.conkey", table="o.conrelid")},
       (SELECT tn.nspname || '.' || tc.relname FROM pg_class tc JOIN pg_namespace tn ON tn.oid = tc.relnamespace
         WHERE tc.oid = o.confrelid), {NAMED.format(keys="o.confkey", table="o.confrelid")},
       o.confdeltype::text, o.confupdtype::text, {NAMED.format(keys="o.confdelsetcols", table="o.conrelid")},
       o.convalidated, o.conenforced
  FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE {OURS} AND o.contype IN ('p', 'u', 'f', 'c', 'x') AND {_NOT_EXTENSIONS}
"""
INDEX: Final = f"""
SELECT n.nspname || '.' || c.relname, i.relname::text, x.indisunique, x.indisvalid,
       ARRAY(SELECT coalesce(a.attname::text, '')
               FROM unnest(x.indkey::int2[]) WITH ORDINALITY k (num, pos)
               LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.num AND k.num > 0
              WHERE k.pos <= x.indnkeyatts ORDER BY k.pos)
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE {OURS} AND {_NOT_EXTENSIONS}
"""
POLICY: Final = """
SELECT n.nspname || '.' || c.relname, p.polname::text,
       CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
            ELSE 'ALL' END,
       p.polpermissive,
       ARRAY(SELECT CASE r WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(r)::text END FROM unnest(p.polroles) r),
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
       ARRAY(SELECT DISTINCT fn.nspname || '.' || f.proname FROM pg_depend d JOIN pg_proc f ON f.oid = d.refobjid
               JOIN pg_namespace fn ON fn.oid = f.pronamespace
              WHERE d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_proc'::regclass)
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
"""
FUNCTION: Final = f"""
SELECT n.nspname || '.' || f.proname, pg_get_userbyid(f.proowner)::text, f.prosecdef, f.proleakproof,
       f.provolatile::text,
       (SELECT substr(setting, 13) FROM unnest(f.proconfig) setting WHERE setting LIKE 'search\\_path=%%'), f.prosrc
  FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
 WHERE (({OURS}) OR f.oid >= 16384) AND {NO_EXTENSION.format(table="'pg_proc'::regclass", oid="f.oid")}
"""
TRIGGER: Final = f"""
SELECT n.nspname || '.' || c.relname, t.tgname::text, t.tgisinternal, t.tgenabled::text
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS}
"""
GRANT: Final = f"""
WITH given (kind, object, colname, owner, acl) AS (
    SELECT 'database', datname::text, NULL::text, datdba, coalesce(datacl, acldefault('d', datdba))
      FROM pg_database WHERE datname = current_database()
    UNION ALL
    SELECT 'schema', nspname::text, NULL, nspowner, coalesce(nspacl, acldefault('n', nspowner))
      FROM pg_namespace n WHERE {OURS}
    UNION ALL
    SELECT CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, n.nspname || '.' || relname, NULL, relowner, relacl
      FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE {OURS} AND {_NOT_EXTENSIONS}
    UNION ALL
    SELECT 'column', n.nspname || '.' || relname, attname::text, relowner, attacl
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
     WHERE {OURS} AND {_NOT_EXTENSIONS} AND attacl IS NOT NULL
    UNION ALL
    SELECT 'function', n.nspname || '.' || proname, NULL, proowner, coalesce(proacl, acldefault('f', proowner))
      FROM pg_proc f JOIN pg_namespace n ON n.oid = pronamespace
     WHERE {OURS} AND {NO_EXTENSION.format(table="'pg_proc'::regclass", oid="f.oid")}
    UNION ALL
    SELECT 'parameter', parname, NULL, 10, paracl FROM pg_parameter_acl
    UNION ALL
    SELECT 'default', pg_get_userbyid(defaclrole) || ' in ' || coalesce(n.nspname::text, 'every schema'), NULL,
           defaclrole, defaclacl
      FROM pg_default_acl LEFT JOIN pg_namespace n ON n.oid = defaclnamespace
)
SELECT kind, object, colname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee)::text END,
       privilege_type::text, is_grantable
  FROM given, aclexplode(acl) WHERE grantee <> owner
"""
THING: Final = f"""
SELECT 'event trigger', evtname::text FROM pg_event_trigger
UNION ALL SELECT 'extension', extname::text FROM pg_extension
UNION ALL SELECT 'publication', pubname::text FROM pg_publication
UNION ALL SELECT 'foreign data wrapper', fdwname::text FROM pg_foreign_data_wrapper
UNION ALL SELECT 'foreign server', srvname::text FROM pg_foreign_server
UNION ALL SELECT 'user mapping', srvname || ' for ' || usename FROM pg_user_mappings
UNION ALL SELECT 'subscription', subname::text FROM pg_subscription
              WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
UNION ALL SELECT 'language', lanname::text FROM pg_language WHERE NOT lanpltrusted AND lanname NOT IN ('internal', 'c')
UNION ALL SELECT 'large object', oid::text FROM pg_largeobject_metadata
UNION ALL SELECT 'rule', n.nspname || '.' || c.relname || ' ' || rulename
            FROM pg_rewrite JOIN pg_class c ON c.oid = ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE {OURS} AND rulename <> '_RETURN' AND {_NOT_EXTENSIONS}
UNION ALL SELECT 'type', n.nspname || '.' || typname FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
           WHERE {OURS} AND {NO_EXTENSION.format(table="'pg_type'::regclass", oid="t.oid")}
             AND (typtype IN ('e', 'd', 'r')
                  OR EXISTS (SELECT FROM pg_class c WHERE c.oid = typrelid AND relkind = 'c'))
UNION ALL SELECT 'operator', n.nspname || '.' || oprname FROM pg_operator o JOIN pg_namespace n ON n.oid = oprnamespace
           WHERE o.oid >= 16384 AND {NO_EXTENSION.format(table="'pg_operator'::regclass", oid="o.oid")}
UNION ALL SELECT 'cast', castsource::regtype || ' to ' || casttarget::regtype FROM pg_cast k
           WHERE k.oid >= 16384 AND {NO_EXTENSION.format(table="'pg_cast'::regclass", oid="k.oid")}
UNION ALL SELECT 'system function', r || ': ' || f
            FROM unnest(%(roles)s::text[]) r, unnest(%(functions)s::text[]) f
           WHERE to_regprocedure(f) IS NOT NULL AND r IN (SELECT rolname FROM pg_roles)
             AND has_function_privilege(r, to_regprocedure(f), 'EXECUTE')
UNION ALL SELECT 'system table', r || ': ' || c.relname
            FROM unnest(%(roles)s::text[]) r, pg_class c
           WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relname = ANY (%(tables)s)
             AND r IN (SELECT rolname FROM pg_roles) AND has_any_column_privilege(r, c.oid, 'SELECT')
"""
