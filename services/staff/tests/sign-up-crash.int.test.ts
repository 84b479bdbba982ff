// Owns the rule that a sign-up is whole or nothing: killed or cut off at any point, it is finished later, once.
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import {
  acceptInvitation,
  listAccounts,
  makeInvitation,
  signIn,
  signUp,
} from '@indoshopster/contracts/staff/staff.endpoints'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { LogUnavailableError } from '@indoshopster/event-log/append'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { migrate } from '@indoshopster/read-store/migrate'
import { createPool } from '@indoshopster/read-store/pool'
import { ask } from '@indoshopster/service/endpoint'
import { createLogger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import { createTestDatabase } from '../../../scripts/testing/database.ts'
import { startTestNats } from '../../../scripts/testing/nats.ts'
import { openStaff } from '../src/open-staff.ts'
import { schema } from '../src/schema.ts'
import { buildStaff } from '../src/service.ts'

const keyring = {
  name: 'keyring',
  migrations: new URL('../../../packages/event-log/migrations', import.meta.url).pathname,
  projections: [],
}
const server = await startTestNats()
const nats = await connectNats(server.url, 'test')
const database = await createTestDatabase()
await migrate(database.url, [keyring, schema])
const everything = createPool(database.url, 'test', 2, { allWorkspaces: true })

/** How often the log still works, and whether the one that fails is stored without anybody hearing of it. */
interface Cut {
  after: number
  storesSilently: boolean
}

const cutting =
  (cut: Cut) =>
  (log: EventLog): EventLog => ({
    ...log,
    append: async (...given) => {
      if (cut.after-- > 0) return log.append(...given)
      if (cut.storesSilently) await log.append(...given)
      throw new LogUnavailableError('cut off')
    },
  })

let running: RunningService
async function start(cut: Cut = { after: Infinity, storesSilently: false }) {
  running = await buildStaff(
    {
      databaseUrl: database.url,
      natsUrl: server.url,
      natsReplicas: 1,
      masterKey: 'ab'.repeat(32),
      signUp: 'open',
    },
    createLogger('staff', 'silent'),
    (config, logger) => openStaff(config, logger, cutting(cut)),
  )
  await vi.waitUntil(async () => (await running.waitingFor()).length === 0, { timeout: 15_000 })
}
afterEach(() => running.stop())
afterAll(async () => {
  await everything.end()
  await nats.close()
})

const wish = (email: string) => ({ workspaceName: 'Toko', name: 'Ani', email, password: 'buka toko pagi' })

/** How many events of the workspace the log holds, by type. */
async function told(workspace: string): Promise<string[]> {
  const types: string[] = []
  for (let seq = 1; ; seq++) {
    const answer = await nats.request('$JS.API.STREAM.MSG.GET.EVENTS', JSON.stringify({ seq }))
    const reply = answer.json<{ message?: { data: string; subject: string } }>()
    if (!reply.message) return types
    if (!reply.message.subject.startsWith(`evt.${workspace}.`)) continue
    const event = JSON.parse(Buffer.from(reply.message.data, 'base64').toString()) as { type: string }
    types.push(event.type)
  }
}
const once = ['staff.workspace_created.v1', 'staff.account_created.v1']

const cuts: [string, Cut][] = [
  ['before the first event', { after: 0, storesSilently: false }],
  ['with the first event stored and nobody told', { after: 0, storesSilently: true }],
  ['between the events', { after: 1, storesSilently: false }],
  ['with both events stored and nobody told', { after: 1, storesSilently: true }],
]

describe('a sign-up cut off', () => {
  test.each(cuts)(
    '%s is whole after the next start, each event once',
    async (name, cut) => {
      const email = `start-${name.replaceAll(' ', '-')}@toko.example`
      await start({ ...cut })
      await expect(ask(nats, signUp, wish(email))).rejects.toMatchObject({ code: 'unavailable' })
      await running.stop()
      await start()
      await vi.waitUntil(
        async () => (await everything.query('SELECT FROM staff.pending_sign_ups')).rowCount === 0,
        { timeout: 15_000 },
      )
      const { account } = await ask(nats, signIn, { email, password: wish(email).password })
      expect(account).toMatchObject({ email, workspaceName: 'Toko', role: 'owner' })
      expect(await told(account.workspace)).toEqual(once)
    },
    60_000,
  )

  test.each(cuts)('%s is finished by signing up again with the same password', async (name, cut) => {
    const email = `again-${name.replaceAll(' ', '-')}@toko.example`
    const healing = { ...cut }
    await start(healing)
    await expect(ask(nats, signUp, wish(email))).rejects.toMatchObject({ code: 'unavailable' })
    healing.after = Infinity
    const other = { ...wish(email), password: 'sandi orang lain' }
    await expect(ask(nats, signUp, other)).rejects.toMatchObject({ code: 'email_taken' })
    const { account } = await ask(nats, signUp, wish(email))
    expect(await told(account.workspace)).toEqual(once)
    expect((await ask(nats, listAccounts, { workspace: account.workspace })).accounts).toEqual([account])
  })

  test('is finished by signing in, without a new start', async () => {
    const email = 'masuk@toko.example'
    const cut = { after: 1, storesSilently: false }
    await start(cut)
    await expect(ask(nats, signUp, wish(email))).rejects.toMatchObject({ code: 'unavailable' })
    cut.after = Infinity
    const { account } = await ask(nats, signIn, { email, password: wish(email).password })
    expect(await told(account.workspace)).toEqual(once)
  })
})

describe('a joining cut off', () => {
  test.each(cuts)(
    '%s is whole after the next start, each event once',
    async (name, cut) => {
      const slug = name.replaceAll(' ', '-')
      const healthy = { after: Infinity, storesSilently: false }
      await start(healthy)
      const { account: ani } = await ask(nats, signUp, wish(`owner-${slug}@toko.example`))
      const owner = { workspace: ani.workspace, by: ani.id, role: 'owner' as const }
      const { secret } = await ask(nats, makeInvitation, { ...owner, invitee: 'agent', note: '' })
      const before = await told(ani.workspace)
      Object.assign(healthy, cut)
      const email = `join-${slug}@toko.example`
      const sari = { secret, name: 'Sari', email, password: 'sandi milik sari' }
      await expect(ask(nats, acceptInvitation, sari)).rejects.toMatchObject({ code: 'unavailable' })
      await running.stop()
      await start()
      await vi.waitUntil(
        async () => (await everything.query('SELECT FROM staff.pending_sign_ups')).rowCount === 0,
        { timeout: 15_000 },
      )
      const { account } = await ask(nats, signIn, { email, password: sari.password })
      expect(account).toMatchObject({ workspace: ani.workspace, role: 'agent' })
      const after = ['staff.invitation_accepted.v1', 'staff.account_created.v1']
      expect(await told(ani.workspace)).toEqual([...before, ...after])
    },
    60_000,
  )
})
