// Do integration tests get servers that are theirs alone, and that survive being killed?
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase, startTestPostgres } from './database.ts'
import { startTestNats } from './nats.ts'

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

test('test database › each one is empty and the connecting role is no superuser', async () => {
  await using first = await createTestDatabase()
  await using second = await createTestDatabase()
  await query(first.url, 'CREATE TABLE seen (n int)')
  await expect(query(second.url, 'SELECT * FROM seen')).rejects.toThrow('does not exist')
  expect(await query(first.url, "SELECT current_setting('is_superuser') AS superuser")).toEqual([
    { superuser: 'off' },
  ])
})

test('test postgres › a killed cluster starts again with everything that was committed', async () => {
  await using postgres = await startTestPostgres()
  await query(postgres.url, 'CREATE TABLE kept AS SELECT 1 AS n')
  process.kill(postgres.server.pid, 'SIGKILL')
  await postgres.server.startAgain()
  expect(await query(postgres.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
})

test('test nats › a killed server starts again with every acknowledged message', async () => {
  await using nats = await startTestNats()
  const before = await connect({ servers: nats.url })
  await (await jetstreamManager(before)).streams.add({ name: 'KEPT', subjects: ['kept.>'] })
  await jetstream(before).publish('kept.one', 'hello')
  await before.close()
  process.kill(nats.server.pid, 'SIGKILL')
  await nats.server.startAgain()
  const after = await connect({ servers: nats.url })
  const info = await (await jetstreamManager(after)).streams.info('KEPT')
  expect(info.state.messages).toBe(1)
  await after.close()
})
