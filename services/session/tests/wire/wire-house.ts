// A house with only the wire side in it: database, log, simulator and the adapter, driven through its port.
import { randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { pino } from 'pino'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import { openEventLog, type EventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import { createMediaStore, type MediaStore } from '@indoshopster/media-store/media-store'
import { natsParts } from '@indoshopster/media-store/nats-parts'
import { startTestNats } from '../../../../scripts/testing/nats.ts'
import type { Failpoints } from '../../src/intake/failpoint.ts'
import type {
  Connection,
  ConnectionSignal,
  Fence,
  SendReceipt,
  WhatsApp,
} from '../../src/whatsapp/whatsapp.port.ts'
import { createBaileysWhatsApp } from '../../src/whatsapp/baileys/baileys-whatsapp.ts'
import { startSimulator, type Simulator } from './simulator.ts'
import { createStores, ports } from './stores.ts'
import { logLevel } from './wire.config.ts'

export const ourPhone = '6281100000001'

/** What a connection told, and the connection itself. */
export interface Line {
  readonly connection: Connection
  readonly signals: ConnectionSignal[]
  readonly acknowledged: string[]
  readonly refused: string[]
  readonly receipts: SendReceipt[]
  /** Sends whose stored form a contact needed again. */
  readonly asked: string[]
  /** Names of groups by their address. */
  readonly groups: Map<string, string>
  readonly typing: { readonly addresses: readonly string[]; readonly typing: boolean }[]
  /** Resolves with the first signal of a kind, also one told before. */
  until(kind: ConnectionSignal['kind']): Promise<ConnectionSignal>
}

export interface WireHouse extends AsyncDisposable {
  readonly simulator: Simulator
  readonly pool: pg.Pool
  readonly log: EventLog
  readonly natsUrl: string
  readonly databaseUrl: string
  readonly masterKey: Buffer
  readonly nats: Awaited<ReturnType<typeof startTestNats>>
  /** The present owner's right to our number. */
  fence(): Fence
  readonly store: MediaStore
  readonly wireForms: Map<string, Uint8Array>
  whatsapp(over?: { log?: Pick<EventLog, 'append'>; failpoints?: Failpoints; pool?: pg.Pool }): WhatsApp
  /** Opens a connection; scans the QR with our phone when it is asked to pair. */
  open(
    whatsapp: WhatsApp,
    over?: {
      onReceipt?: () => Promise<void>
      stillOwns?: () => boolean
      fileAnswered?: (wireId: string, answer: string) => Promise<void>
      fence?: Fence
      phone?: string
      groupsShown?: boolean
    },
  ): Promise<Line>
  /** All events of messages in the log, in order. */
  events(): Promise<MessageEvent[]>
  /** Another owner takes our number over. */
  takeLease(): Promise<void>
  /** Another number of the same workspace. */
  addSession(phone: string): Promise<Fence>
}

export async function startWireHouse(): Promise<WireHouse> {
  const [stores, nats, simulator] = await Promise.all([createStores(), startTestNats(), startSimulator()])
  const { pool, databaseUrl } = stores
  const masterKey = randomBytes(32)
  const logger = pino({ level: logLevel })
  const connection = await connectNats(nats.url, 'wire-house')
  await prepareStreams(connection, 1)
  const keyring = postgresKeyring(pool, masterKey)
  const log = await openEventLog({ nats: connection, keyring, source: 'session', logger, ports })
  const store = createMediaStore({
    parts: await natsParts(connection, 'media', 1),
    keyring,
    newTake: () => randomUUID(),
  })
  async function addSession(phone: string): Promise<Fence> {
    await simulator.addPhone(phone, 'Toko Kita')
    return stores.addSession()
  }
  let fence = await addSession(ourPhone)
  const wireForms = new Map<string, Uint8Array>()

  return {
    simulator,
    pool,
    log,
    store,
    natsUrl: nats.url,
    databaseUrl,
    masterKey,
    nats,
    fence: () => fence,
    wireForms,
    addSession,
    whatsapp: (over = {}) =>
      createBaileysWhatsApp({
        pool,
        log,
        masterKey,
        logger,
        url: simulator.wsUrl,
        rootKey: simulator.rootKey,
        store,
        mediaHost: simulator.mediaHost,
        ports,
        ...over,
      }),
    async open(whatsapp, over = {}) {
      const groupsShown = over.groupsShown ?? false
      const signals: ConnectionSignal[] = []
      const waiting = new Set<() => void>()
      const line = {
        signals,
        acknowledged: [] as string[],
        refused: [] as string[],
        receipts: [] as SendReceipt[],
        asked: [] as string[],
        groups: new Map<string, string>(),
        typing: [] as Line['typing'][number][],
      }
      const connected = await whatsapp.open(over.fence ?? fence, {
        stillOwns: over.stillOwns ?? (() => true),
        signal(signal) {
          signals.push(signal)
          for (const tell of waiting) tell()
          if (signal.kind === 'qr') simulator.scan(over.phone ?? ourPhone, signal.text).catch(() => undefined)
        },
        acknowledged: (wireId) => line.acknowledged.push(wireId),
        refused: (wireId) => line.refused.push(wireId),
        async receipt(receipt) {
          await over.onReceipt?.()
          line.receipts.push(receipt)
        },
        fileAnswered: over.fileAnswered ?? (() => Promise.resolve()),
        groupsShown: () => groupsShown,
        groupNamed: (address, name) => {
          line.groups.set(address, name)
          return Promise.resolve()
        },
        typing: (addresses, typing) => line.typing.push({ addresses, typing }),
        bookEntries: () => Promise.resolve(),
        wireFormOf: (wireId) => {
          line.asked.push(wireId)
          return Promise.resolve(wireForms.get(wireId) ?? null)
        },
      })
      return {
        ...line,
        connection: connected,
        until: (kind) =>
          new Promise((resolve) => {
            const look = () => {
              const found = signals.find((signal) => signal.kind === kind)
              if (!found) return
              waiting.delete(look)
              resolve(found)
            }
            waiting.add(look)
            look()
          }),
      }
    },
    async events() {
      const last = await log.lastSequence()
      const found: RecordedEvent[] = []
      if (last === 0) return []
      const stop = new AbortController()
      await log.follow({
        subjects: ['evt.>'],
        from: () => Promise.resolve(1),
        onBatch: (events, sequence) => {
          found.push(...events)
          if (sequence >= last) stop.abort()
          return Promise.resolve()
        },
        signal: stop.signal,
      })
      // Only the adapter publishes in this house.
      return found as MessageEvent[]
    },
    async takeLease() {
      await pool.query('UPDATE session.leases SET epoch = epoch + 1 WHERE session_id = $1', [fence.sessionId])
      fence = { ...fence, epoch: fence.epoch + 1 }
    },
    async [Symbol.asyncDispose]() {
      await connection.close()
      await simulator[Symbol.asyncDispose]()
      await nats.stop()
      await stores[Symbol.asyncDispose]()
    },
  }
}

/** Polls until a condition holds; throws when it does not hold in time. */
export async function eventually<T>(
  look: () => Promise<T | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > deadline) throw new Error(`It did not come true: ${look.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
