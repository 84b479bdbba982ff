// Owns a session service for a test, on real NATS and Postgres, with the network given.
import type { NatsConnection } from '@nats-io/nats-core'
import { migrate } from '@indoshopster/read-store/migrate'
import { createPool } from '@indoshopster/read-store/pool'
import { ask } from '@indoshopster/service/endpoint'
import { createLogger } from '@indoshopster/service/logger'
import { readConfig } from '@indoshopster/service/config'
import { uuidv7 } from '@indoshopster/service/uuid'
import { openEventLog, type EventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { sendRequested } from '@indoshopster/contracts/gateway/send.events'
import * as endpoints from '@indoshopster/contracts/session/session.endpoints'
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { createTestDatabase, type TestDatabase } from '../../../scripts/testing/database.ts'
import { startTestNats } from '../../../scripts/testing/nats.ts'
import { onceFolded } from '../../../scripts/testing/once-folded.ts'
import { schema } from '../src/schema.ts'
import type { Patience } from '../src/patience.ts'
import { buildSession } from '../src/service.ts'
import { sessionConfig } from '../src/session.config.ts'
import type { WhatsApp } from '../src/whatsapp/whatsapp.port.ts'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'

// Tests wait for one thing after another, for each as long as a crowded machine may need.
vi.setConfig({ testTimeout: 60_000 })

const masterKey = '11'.repeat(32)
const keyring = fileURLToPath(new URL('../../../packages/event-log/migrations', import.meta.url))

export type House = Awaited<ReturnType<typeof startHouse>>

/** NATS, Postgres and a client of both; services are started on it one by one. */
export async function startHouse(
  /** Give a cluster of its own to a test that breaks it. */
  ownDatabase: () => Promise<TestDatabase> = createTestDatabase,
) {
  const [database, natsServer] = await Promise.all([ownDatabase(), startTestNats()])
  await migrate(database.url, [{ name: 'keyring', migrations: keyring, projections: [] }, schema])
  const nats: NatsConnection = await connectNats(natsServer.url, 'test')
  const pool = createPool(database.url, 'test', 4, { allWorkspaces: true })
  const logger = createLogger('test', process.env['TEST_LOG'] ?? 'silent')
  const log = await openEventLog({
    nats,
    keyring: postgresKeyring(pool, Buffer.from(masterKey, 'hex')),
    source: 'gateway',
    logger,
    ports: { now: Date.now, newId: uuidv7 },
  })
  const stops: (() => Promise<void>)[] = []
  const settings = (owner: string) => ({
    DATABASE_URL: database.url,
    NATS_URL: natsServer.url,
    MASTER_KEY: masterKey,
    SESSION_NETWORK: 'simulator',
    SESSION_OWNER: owner,
  })

  return {
    nats,
    natsServer,
    database,
    pool,
    log,
    settings,
    async service(
      network: WhatsApp,
      owner = 'one',
      patience?: Partial<Patience>,
      over: Record<string, string> = {},
    ) {
      const config = readConfig(sessionConfig, { ...settings(owner), ...over })
      const full = {
        settleMs: 3_600_000,
        leaseMs: 15_000,
        renewEveryMs: 500,
        ackPatienceMs: 1000,
        loginMs: 90_000,
        lookUpPatienceMs: 2000,
        phoneAnswerMs: 2000,
        ...patience,
      }
      const service = await buildSession(config, logger, () => network, full)
      let stopped = false
      const stop = async () => {
        if (!stopped) await service.stop()
        stopped = true
      }
      stops.push(stop)
      return { ...service, stop }
    },
    async stop() {
      await Promise.allSettled(stops.map((stop) => stop()))
      await nats.close()
      await pool.end()
      await natsServer.stop()
      await database.drop()
    },
  }
}

/** Everything a workspace does with its sessions, in the words of the endpoints. */
export function asStaff(house: House, workspace: string = uuidv7()) {
  const { nats, log } = house
  const by = 'siti'
  const role = 'owner' as const
  const one = (sessionId: string) => ({ workspace, by, role, sessionId })
  return {
    workspace,
    add: (name = 'Toko') =>
      ask(nats, endpoints.addSession, { workspace, by, role, name, network: 'simulator' }),
    list: async (minSeq?: number) =>
      (
        await onceFolded(() =>
          ask(nats, endpoints.listSessions, { workspace, ...(minSeq ? { minSeq } : {}) }),
        )
      ).sessions,
    get: (sessionId: string, minSeq?: number) =>
      onceFolded(() =>
        ask(nats, endpoints.getSession, { workspace, sessionId, ...(minSeq ? { minSeq } : {}) }),
      ),
    rename: (id: string, name: string) => ask(nats, endpoints.renameSession, { ...one(id), name }),
    /** By QR, or by code for the phone with this number. */
    pair: (id: string, phone: string | null = null) =>
      ask(nats, endpoints.requestPairing, { ...one(id), phone }),
    chooseGroups: (id: string, shown: boolean) => ask(nats, endpoints.chooseGroups, { ...one(id), shown }),
    logOut: (id: string) => ask(nats, endpoints.logOutSession, one(id)),
    choose: (id: string) => ask(nats, endpoints.chooseDefaultSession, one(id)),
    openChat: (id: string, phone: string) => ask(nats, endpoints.openChat, { ...one(id), phone }),
    remove: (id: string) => ask(nats, endpoints.removeSession, one(id)),

    /** Waits until the session is in a state, and answers its view. */
    async until(sessionId: string, state: SessionView['state'], patienceMs = 20_000): Promise<SessionView> {
      let view: SessionView | null = null
      await eventually(async () => {
        // Just added, it may not be on the list yet.
        view = await ask(nats, endpoints.getSession, { workspace, sessionId }).catch(() => null)
        return view?.state === state
      }, patienceMs).catch(() => {
        throw new Error(`The session is ${view?.state}, not ${state}.`)
      })
      if (!view) throw new Error('No view.')
      return view
    },

    /** Accepts a send as the gateway does; answers the message's and the wire id. */
    async send(
      sessionId: string,
      to: { phone: string } | { chatId: string },
      text: string,
      { wireId: wanted, ...options }: { traceparent?: string; wireId?: string } = {},
    ) {
      const messageId = uuidv7()
      const wireId = wanted ?? `WIRE${messageId.replaceAll('-', '').toUpperCase()}`
      const chatId = 'chatId' in to ? to.chatId : null
      const phone = 'phone' in to ? to.phone : null
      await log.append(
        workspace,
        { owner: 'gateway', lane: sessionId, entity: messageId },
        {
          type: sendRequested.type,
          data: {
            sessionId,
            messageId,
            wireId,
            chatId,
            origin: { kind: 'agent', accountId: uuidv7() },
            fingerprint: 'x',
          },
          sealed: { phone, content: { kind: 'text', text } },
          person: phone ? `phone:${phone}` : `contact:${chatId ?? ''}`,
        },
        { expectedSequence: 0, ...options },
      )
      return { messageId, wireId }
    },

    /** All events of the workspace so far, oldest first, each id once. */
    events: () => eventsOf(log, workspace),

    /** The chats that events of a type name, in log order. */
    chatsOf: async (type: string) =>
      (await eventsOf(log, workspace))
        .filter((event) => event.type === type)
        .map((event) => (event.data as { chatId: string }).chatId),

    /** What the log says of one message of ours: queued, sent… */
    async storyOf(messageId: string): Promise<string[]> {
      const told = (await eventsOf(log, workspace)).filter(
        (event) =>
          event.source === 'session' && (event.data as { messageId?: string }).messageId === messageId,
      )
      return told.map((event) => event.type.replace('session.message_', '').replace('.v1', ''))
    },
  }
}

async function eventsOf(log: EventLog, workspace: string): Promise<RecordedEvent[]> {
  const stop = new AbortController()
  const seen = new Map<string, RecordedEvent>()
  await log.follow({
    subjects: [`evt.${workspace}.>`],
    from: () => Promise.resolve(1),
    onBatch: (events) => {
      for (const event of events) if (!seen.has(event.id)) seen.set(event.id, event)
      return Promise.resolve()
    },
    onCaughtUp: () => stop.abort(),
    signal: stop.signal,
  })
  return [...seen.values()]
}

/** Waits until it holds; throws after `patienceMs`. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  patienceMs = 20_000,
): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come true in time.')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
