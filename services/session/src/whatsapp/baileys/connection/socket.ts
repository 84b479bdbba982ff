// Owns one Baileys socket: its configuration, the seam below it, the guards around it, and its quiet end.
import type pg from 'pg'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { MediaStore } from '@indoshopster/media-store/media-store'
import type { Logger } from '@indoshopster/service/logger'
import { keepNotice } from '../../../history/history-notice.store.ts'
import type { Failpoints } from '../../../intake/failpoint.ts'
import { IntakeFailedError } from '../../../intake/intake.errors.ts'
import { createJournal } from '../../../intake/journal.ts'
import type { Publisher } from '../../../intake/publisher.ts'
import type { Sealing } from '../../../intake/sealing.ts'
import type { ConnectionSink, Fence } from '../../whatsapp.port.ts'
import { receiptOf } from '../from-baileys/receipt.ts'
import { loadCredentials } from '../keys/credentials.ts'
import { createKeyStore } from '../keys/key-store.ts'
import { type CacheStore, makeWASocket, type proto, type SocketConfig, type WASocket } from '../library.ts'
import { fileAnswerIn } from '../media/phone-copy.ts'
import { quietLogger } from '../quiet-logger.ts'
import { createInbound } from '../signal/inbound.ts'
import { createSeam } from '../signal/seam.ts'
import { createStanzas } from '../signal/stanzas.ts'
import { createStrangeIntake } from '../signal/strange.ts'
import { createUnreadable } from '../signal/unreadable.ts'
import { composedMessage } from '../to-baileys/compose.ts'
import { hearAddressBook } from './address-book.ts'
import { guardListeners } from './listener-guard.ts'
import { hearGroups } from './groups.ts'
import { hurryGoodbye } from './goodbye.ts'
import { turnAwayNoise } from './noise-door.ts'
import { guardReceipts } from './receipt-door.ts'
import { hearRestrictions } from './restrictions.ts'
import { keepStrange } from './strange-door.ts'
import { hearTyping } from './typing.ts'
import { hearAcks } from './server-acks.ts'
import { holdBack, type Sender } from './wire-barrier.ts'
import { wireFailpoints } from './wire-failpoints.ts'

export interface SocketDeps {
  readonly pool: pg.Pool
  readonly log: Pick<EventLog, 'append'>
  readonly sealing: Sealing
  /** Where the files of sends are. */
  readonly store: MediaStore
  readonly logger: Logger
  readonly url: string | null
  readonly ports: { readonly now: () => number; readonly newId: () => string }
  readonly failpoints: Failpoints
}

/** What a socket tells while it lives; `closed` exactly once, when nothing of it writes any more. */
export interface SocketEvents {
  qr(text: string): void
  /** The account can only be linked with a passkey of its phone, which a program does not have. */
  passkeyAsked(): void
  paired(): void
  open(me: { readonly id: string; readonly name: string | null }): void
  /** `error` as Baileys gave it; `failed`: we ended it because something could not be kept. */
  closed(end: { readonly error: unknown; readonly failed: boolean }): void
}

export interface OpenSocket {
  readonly socket: WASocket
  /** True while no account is linked. */
  readonly pairing: boolean
  end(): void
}

const QUERY_TIMEOUT_MS = 20_000
/** Baileys ends a silent connection at its second look: after one to two of these. Its own 30 s would be up to a minute. */
const KEEP_ALIVE_MS = 15_000

/** Opens a socket with the session's stored credentials, or with fresh ones for a pairing. */
export async function openSocket(
  deps: SocketDeps,
  session: { fence: Fence; sink: ConnectionSink; publisher: Publisher; devices: CacheStore },
  events: SocketEvents,
): Promise<OpenSocket> {
  const { pool, sealing, ports } = deps
  const { fence, sink, publisher } = session
  const logger = deps.logger.child({ sessionId: fence.sessionId })
  const credentials = await loadCredentials({ pool, fence, sealing })
  const { creds } = credentials
  const pairing = !creds.me
  const store = createKeyStore({ pool, fence, sealing })
  const stanzas = createStanzas()
  const journal = createJournal({ pool, fence, sealing, ports, groupsShown: sink.groupsShown })
  const keepUnreadable = createUnreadable({ store, journal })
  const { failpoints, onFrameSent } = wireFailpoints(deps.failpoints)
  const takes = new Set<Promise<unknown>>()
  let failure: unknown = null
  const own = () => [creds.me?.id, creds.me?.lid]

  function fail(error: unknown): void {
    if (failure === null) logger.warn({ err: error }, 'the connection ends: something could not be kept')
    failure ??= error
    end()
  }
  function assertHealthy(): void {
    if (failure !== null) throw new IntakeFailedError('The connection has failed before.', { cause: failure })
  }

  /** What a contact could not decrypt. Baileys confirms the request even when this throws, so the connection ends first. */
  async function sentBefore(wireId: string): Promise<proto.IMessage | undefined> {
    try {
      const wireForm = await sink.wireFormOf(wireId)
      return wireForm ? composedMessage(wireForm) : undefined
    } catch (error) {
      fail(error)
      throw error
    }
  }

  const socket = makeWASocket({
    ...(deps.url ? { waWebSocketUrl: deps.url } : {}),
    auth: { creds, keys: store },
    logger: quietLogger(logger),
    browser: ['Indoshopster Chat', 'Chrome', '1.0.0'],
    // A device that is always "online" would silence the notifications of the owner's phone.
    markOnlineOnConnect: false,
    syncFullHistory: false,
    defaultQueryTimeoutMs: QUERY_TIMEOUT_MS,
    keepAliveIntervalMs: KEEP_ALIVE_MS,
    transactionOpts: { maxCommitRetries: 3, delayBetweenTriesMs: 100 },
    userDevicesCache: session.devices,
    // Baileys would hold all of it in memory while every message waits behind it; we read it from what is journalled.
    shouldSyncHistoryMessage: () => false,
    getMessage: (key) => sentBefore(key.id ?? ''),
    makeSignalRepository: createSeam({
      store,
      fail,
      failpoints,
      inbound: (lane, pnOfLid, read) =>
        createInbound({
          takes,
          lane,
          stanzas,
          read,
          journal,
          publisher,
          store,
          keepUnreadable,
          credentials,
          pnOfLid,
          keepHistoryNotice: (client, notice) => keepNotice(client, fence, sealing, notice),
          assertHealthy,
          fail,
          failpoints,
        }),
    }),
  } satisfies Partial<SocketConfig>)

  // Baileys' client has made its WebSocket by now; its type keeps it private.
  const { socket: wire } = socket.ws as unknown as { socket: Sender & { terminate(): void } }
  holdBack(wire, { pending: credentials.pending, mayLeave: sink.stillOwns, onSent: onFrameSent })
  hurryGoodbye(socket.ws, wire)
  guardListeners(socket.ws, (error, event) => {
    logger.warn({ event }, 'a listener of Baileys rejected')
    if (event === 'message') void socket.end(error instanceof Error ? error : undefined)
  })
  socket.ws.on('frame', stanzas.see)
  guardReceipts(
    socket.ws,
    async (node) => {
      const receipt = receiptOf(node, own(), ports.now())
      if (receipt) await sink.receipt(receipt)
      const answer = fileAnswerIn(node)
      if (answer) await sink.fileAnswered(answer.wireId, answer.answer)
    },
    fail,
  )
  keepStrange(
    socket.ws,
    own,
    createStrangeIntake({ takes, stanzas, credentials, keepUnreadable, publisher }),
    fail,
  )
  turnAwayNoise(socket.ws, (ack) => socket.sendNode(ack))
  hearAcks(socket.ws, sink, ports.now)
  hearGroups(socket, sink, fail)
  hearTyping(socket, sink)
  hearRestrictions(socket, sink)
  hearAddressBook(socket, sink, () => Boolean(creds.myAppStateKeyId), fail)

  socket.ws.on('CB:notification,type:passkey_prologue_request', () => events.passkeyAsked())

  socket.ev.on('creds.update', () => credentials.save(fail))
  socket.ev.on('connection.update', (update) => {
    if (update.qr) events.qr(update.qr)
    if (update.isNewLogin) events.paired()
    if (update.connection === 'open' && creds.me)
      events.open({ id: creds.me.id, name: creds.me.name ?? null })
    if (update.connection === 'close') {
      void quiet().then(() =>
        events.closed({ error: update.lastDisconnect?.error, failed: failure !== null }),
      )
    }
  })

  /** What still runs must not write beside the next connection of this session. */
  async function quiet(): Promise<void> {
    await credentials.pending()?.catch(() => undefined)
    await store.close()
    await Promise.all(takes)
    await publisher.atRest()
  }

  function end(): void {
    void socket.end(undefined)
  }

  return { socket, pairing, end }
}
