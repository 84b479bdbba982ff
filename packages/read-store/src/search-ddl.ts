// Owns the SQL of the function that looks into a text column with its index, for one workspace at a time. Pure.
import type { SearchedColumn } from '@indoshopster/event-sourcing/table'
import { APP_ROLE } from './pool.ts'

/** Owns the search functions and nothing else; it may look at the places of all rows, the functions name the workspace. */
export const SEARCH_ROLE = 'indoshopster_search'

/** Makes the role where it is missing; the migrating user must be able to give functions to it. */
export const searchRoleSql = `
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${SEARCH_ROLE}') THEN CREATE ROLE ${SEARCH_ROLE} NOLOGIN; END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$;
  DO $$ BEGIN EXECUTE format('GRANT ${SEARCH_ROLE} TO %I', current_user); END $$;`

/** The name of a table's search function, without its schema. */
export const searchFunction = (table: string): string => `${table}_with`

/**
 * `<table>_with(terms, common, first, before_1, before_2, most)`: `terms` and `common` are LIKE patterns, of each inner
 * list one must match; `common` are not looked up in the index, because it would answer too many. Rows of the workspace the session is bound to, whose first place is at least `first` and whose place is before the
 * one given; newest first, `most` at most.
 */
export function searchSql(
  schema: string,
  table: string,
  { column, answers, place, era }: SearchedColumn,
): string {
  const [first, second] = place
  const inEra = era === undefined ? '' : `AND (${first} / ${era}) >= ($2 / ${era})`
  const name = `${schema}.${searchFunction(table)}`
  return `
    GRANT USAGE ON SCHEMA ${schema} TO ${SEARCH_ROLE};
    GRANT SELECT (id, workspace, ${column}, ${answers}, ${first}, ${second}) ON ${schema}.${table} TO ${SEARCH_ROLE};
    DROP POLICY IF EXISTS search_any ON ${schema}.${table};
    CREATE POLICY search_any ON ${schema}.${table} FOR SELECT TO ${SEARCH_ROLE} USING (true);
    DROP FUNCTION IF EXISTS ${name}(jsonb, jsonb, bigint, bigint, bigint, integer);
    CREATE FUNCTION ${name}(terms jsonb, common jsonb, first bigint, before_1 bigint, before_2 bigint, most integer)
    RETURNS TABLE (found_id uuid, found_${answers} uuid, place_1 bigint, place_2 bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      conditions text;
      era text := CASE WHEN first > 0 THEN '${inEra}' ELSE '' END;
    BEGIN
      SELECT string_agg('(' || one_of || ')', ' AND ') INTO conditions FROM (
        SELECT (SELECT string_agg(format('${column} LIKE %L', pattern), ' OR ')
                FROM jsonb_array_elements_text(term) AS pattern) AS one_of
        FROM jsonb_array_elements(terms) AS term
        UNION ALL
        SELECT (SELECT string_agg(format('(${column} || '''') LIKE %L', pattern), ' OR ')
                FROM jsonb_array_elements_text(term) AS pattern)
        FROM jsonb_array_elements(common) AS term
      ) AS each_term;
      RETURN QUERY EXECUTE format(
        'WITH found AS MATERIALIZED (
           SELECT id, ${answers}, ${first}, ${second} FROM ${schema}.${table}
           WHERE workspace = $1 AND ${first} >= $2 AND (${first}, ${second}) < ($3, $4) AND %s %s)
         SELECT * FROM found ORDER BY ${first} DESC, ${second} DESC LIMIT $5',
        coalesce(conditions, 'false'), era)
      USING current_setting('app.workspace')::uuid, first, before_1, before_2, most;
    END $$;
    REVOKE ALL ON FUNCTION ${name} FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION ${name} TO ${APP_ROLE};
    GRANT CREATE ON SCHEMA ${schema} TO ${SEARCH_ROLE};
    ALTER FUNCTION ${name} OWNER TO ${SEARCH_ROLE};
    REVOKE CREATE ON SCHEMA ${schema} FROM ${SEARCH_ROLE};`
}
