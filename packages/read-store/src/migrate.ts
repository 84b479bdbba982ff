// Owns bringing a database to the present: SQL files once each, projection tables from their definitions.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { ProjectionShape } from '@indoshopster/event-sourcing/table'
import { APP_ROLE } from './pool.ts'
import { projectionTableSql, runnerTablesSql } from './projection-ddl.ts'
import { searchRoleSql } from './search-ddl.ts'

export interface ServiceSchema {
  /** Postgres schema, for example `inbox`. */
  readonly name: string
  /** Folder with `NNN_what.sql` files; null where there are none. */
  readonly migrations: string | null
  readonly projections: readonly ProjectionShape[]
}

const LOCK = 720_531

/**
 * Applies what is missing, in one transaction per file, under an advisory lock. The URL's user owns everything;
 * services act as the non-owner role it makes. Answers the names of the files applied now.
 */
export async function migrate(url: string, schemas: readonly ServiceSchema[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'migrate' })
  await client.connect()
  const applied: string[] = []
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query(`
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN CREATE ROLE ${APP_ROLE} NOLOGIN; END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$;
      DO $$ BEGIN EXECUTE format('GRANT ${APP_ROLE} TO %I', current_user); END $$;
      ${searchRoleSql}
      CREATE TABLE IF NOT EXISTS public.migrations (
        name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now()
      );`)
    for (const schema of schemas) {
      await client.query(runnerTablesSql(schema.name))
      applied.push(...(await applyFiles(client, schema)))
      for (const projection of schema.projections) {
        await client.query(projectionTableSql(schema.name, projection))
      }
    }
  } finally {
    await client.end()
  }
  return applied
}

async function applyFiles(client: pg.Client, schema: ServiceSchema): Promise<string[]> {
  if (schema.migrations === null) return []
  const files = (await readdir(schema.migrations)).filter((file) => file.endsWith('.sql')).sort()
  const applied: string[] = []
  for (const file of files) {
    const name = `${schema.name}/${file}`
    const { rowCount } = await client.query('SELECT FROM public.migrations WHERE name = $1', [name])
    if (rowCount) continue
    const text = await readFile(path.join(schema.migrations, file), 'utf8')
    await client.query('BEGIN')
    try {
      await client.query(text)
      await client.query('INSERT INTO public.migrations (name) VALUES ($1)', [name])
      await client.query('COMMIT')
    } catch (error) {
      await client.query('ROLLBACK')
      throw new Error(`Migration ${name} failed; nothing of it was kept.`, { cause: error })
    }
    applied.push(name)
  }
  return applied
}
