// Do migrations bring any database to the same present, once, and leave rows visible to their workspace only?
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrate } from '@indoshopster/read-store/migrate'
import { APP_ROLE, assertSafeRole, createPool } from '@indoshopster/read-store/pool'
import { createDatabase, inWorkspace } from '@indoshopster/read-store/workspace-scope'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../scripts/testing/database.ts'
import { schema, stranger, workspace } from './store.setup.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'migrations-'))
  await writeFile(path.join(folder, '001_first.sql'), 'CREATE TABLE testing.first (n int);')
  await writeFile(path.join(folder, '002_second.sql'), 'ALTER TABLE testing.first ADD COLUMN m int;')
  await writeFile(path.join(folder, 'notes.txt'), 'not SQL')
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** The catalogue of everything migrations made. */
async function shape(database: TestDatabase) {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  const { rows } = await client.query(
    `SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
     WHERE table_schema = 'testing' ORDER BY 1, 2`,
  )
  const indexes = await client.query(
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'testing' ORDER BY 1",
  )
  await client.end()
  return { rows, indexes: indexes.rows }
}

describe('migrate', () => {
  test('applies each file once and answers which', async () => {
    await using database = await createTestDatabase()
    const withFiles = { ...schema, migrations: folder }
    expect(await migrate(database.url, [withFiles])).toEqual([
      'testing/001_first.sql',
      'testing/002_second.sql',
    ])
    const once = await shape(database)
    expect(await migrate(database.url, [withFiles])).toEqual([])
    expect(await shape(database)).toEqual(once)
    expect(once.rows).toContainEqual({
      table_name: 'counters_v1',
      column_name: 'trail',
      data_type: 'jsonb',
      is_nullable: 'NO',
    })
    expect(JSON.stringify(once.indexes)).toContain('last_sequence DESC')
  })

  test('keeps nothing of a file that fails, and can go on when it is mended', async () => {
    await using database = await createTestDatabase()
    const broken = await mkdtemp(path.join(tmpdir(), 'migrations-'))
    const file = path.join(broken, '001_broken.sql')
    await writeFile(file, 'CREATE TABLE testing.half (n int); SELECT nonsense;')
    const withFile = { ...schema, migrations: broken }
    await expect(migrate(database.url, [withFile])).rejects.toThrow('testing/001_broken.sql failed')
    await writeFile(file, 'CREATE TABLE testing.half (n int);')
    expect(await migrate(database.url, [withFile])).toEqual(['testing/001_broken.sql'])
    await rm(broken, { recursive: true })
  })

  test('can be run by several processes at once, also on several databases of one cluster', async () => {
    const databases = await Promise.all(Array.from({ length: 6 }, () => createTestDatabase()))
    const withFiles = { ...schema, migrations: folder }
    const applied = await Promise.all(
      databases.flatMap(({ url }) => [migrate(url, [withFiles]), migrate(url, [withFiles])]),
    )
    expect(applied.map((files) => files.length).sort()).toEqual([
      ...Array<number>(6).fill(0),
      ...Array<number>(6).fill(2),
    ])
    await Promise.all(databases.map((database) => database.drop()))
  })

  test('keeps the rows and the checkpoint of a projection that is there already', async () => {
    await using database = await createTestDatabase()
    await migrate(database.url, [schema])
    const pool = createPool(database.url, 'test', 1, { allWorkspaces: true })
    await pool.query('UPDATE testing.checkpoints SET sequence = 5')
    await migrate(database.url, [schema])
    expect((await pool.query('SELECT sequence FROM testing.checkpoints')).rows).toEqual([{ sequence: '5' }])
    await pool.end()
  })
})

describe('row-level security', () => {
  test('shows and takes rows of the one workspace that was named, and none without', async () => {
    await using database = await createTestDatabase()
    await migrate(database.url, [schema])
    const machinery = createPool(database.url, 'test', 1, { allWorkspaces: true })
    for (const of of [workspace, stranger]) {
      await machinery.query(
        `INSERT INTO testing.counters_v1 VALUES (gen_random_uuid(), $1, 1, 1, NULL, '[]', now(), 1)`,
        [of],
      )
    }
    const pool = createPool(database.url, 'test', 1)
    const kysely = createDatabase<Record<string, never>>(pool)
    const count = () =>
      pool
        .query<{ n: number }>('SELECT count(*)::int AS n FROM testing.counters_v1')
        .then(({ rows }) => rows[0]?.n)
    expect(await count()).toBe(0)
    for (const of of [workspace, stranger]) {
      const seen = await inWorkspace(kysely, of, (reader) =>
        sql<{ workspace: string }>`SELECT workspace FROM testing.counters_v1`.execute(reader),
      )
      expect(seen.rows).toEqual([{ workspace: of }])
    }
    expect(await count()).toBe(0)
    const foreign = inWorkspace(kysely, workspace, (reader) =>
      sql`UPDATE testing.counters_v1 SET workspace = ${stranger}`.execute(reader),
    )
    await expect(foreign).rejects.toThrow('row-level security')
    await Promise.all([pool.end(), machinery.end()])
  })

  test('binds the role services act as, and others are refused', async () => {
    await using database = await createTestDatabase()
    await migrate(database.url, [schema])
    const pool = createPool(database.url, 'test', 1)
    await assertSafeRole(pool)
    expect((await pool.query<{ current_user: string }>('SELECT current_user')).rows).toEqual([
      { current_user: APP_ROLE },
    ])
    await expect(pool.query('CREATE TABLE testing.mine (n int)')).rejects.toThrow('permission denied')
    const superuser = new pg.Pool({ connectionString: database.adminUrl, max: 1 })
    superuser.on('connect', (client) => client.on('error', () => {}))
    await expect(assertSafeRole(superuser)).rejects.toThrow('bypasses row-level security')
    await Promise.all([pool.end(), superuser.end()])
  })
})
