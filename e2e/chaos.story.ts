// Proves the promise under random failures, in short: nothing lost, doubled, reordered or unknown. The long way: npm run chaos.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestPostgres, type TestPostgres } from '../scripts/testing/database.ts'
import { startTestNats, type TestNats } from '../scripts/testing/nats.ts'
import { reportTable } from './chaos/report-table.ts'
import { runChaos } from './chaos/run-chaos.ts'

let postgres: TestPostgres
let nats: TestNats
beforeAll(async () => {
  postgres = await startTestPostgres()
  nats = await startTestNats()
})
afterAll(async () => {
  await nats?.stop()
  await postgres?.drop()
})

test('chaos › loses, doubles and reorders nothing while processes, servers and the line fail at random', async () => {
  const stores = {
    databaseUrl: postgres.url,
    natsUrl: nats.url,
    postgres: postgres.server,
    nats: nats.server,
  }
  const report = await runChaos({ stores, seconds: 25, seed: 20, kills: 6, perSecond: 10, say: () => {} })
  expect(report.clean, reportTable(report)).toBe(true)
  expect(report.inbound.given).toBeGreaterThan(100)
  expect(report.outbound.given).toBeGreaterThan(50)
  expect(report.kills).toBeGreaterThan(3)
}, 300_000)
