// Owns how the session service is put together: ports, projection, sends, supervisor, endpoints.
import { openEventLog, type EventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import type { MediaStore } from '@indoshopster/media-store/media-store'
import { openMediaStore } from '@indoshopster/media-store/open-media-store'
import { assertSafeRole, createPool } from '@indoshopster/read-store/pool'
import { runProjection } from '@indoshopster/read-store/projection-runner'
import { createDatabase } from '@indoshopster/read-store/workspace-scope'
import type { ConfigOf } from '@indoshopster/service/config'
import { away } from '@indoshopster/service/away'
import type { Logger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import { uuidv7 } from '@indoshopster/service/uuid'
import type pg from 'pg'
import { createFailpoint, type Failpoint } from './failpoint.ts'
import { chatById } from './chat/chat.store.ts'
import { tellTyping } from './chat/customer-typing.ts'
import { serveFindPerson } from './chat/find-person.endpoints.ts'
import { keepGroupName } from './chat/group-name.ts'
import { keepBookEntries } from './contact/address-book.ts'
import { createSealing } from './intake/sealing.ts'
import { createHolderStore } from './lease/holders.store.ts'
import { createLeaseStore } from './lease/lease.store.ts'
import { type Patience, usualPatience } from './patience.ts'
import { createPhoneAsks } from './media/ask-phone.ts'
import { fetchMedia } from './media/fetch-media.on-message-received.ts'
import { createPhoneAskStore } from './media/phone-ask.store.ts'
import { serveOpenChat } from './send/open-chat.endpoints.ts'
import { paceFor } from './send/pace.model.ts'
import { createStandings } from './send/standing.store.ts'
import { createOutbox } from './send/outbox.store.ts'
import { createReceipts } from './send/receipts.ts'
import { createSending } from './send/sending.ts'
import { measureWaiting } from './send/waiting-measure.ts'
import { createSlots } from './send/slots.ts'
import type { sessionConfig } from './session.config.ts'
import { startSideWork } from './side-work.ts'
import { askLiveState } from './session/live-state.ts'
import { createAnnouncer } from './session/session.announcer.ts'
import { serveSessions } from './session/session.endpoints.ts'
import { type SessionTables, sessionsToHold } from './session/session.queries.ts'
import { createSessionReader } from './session/session.reader.ts'
import { sessionListProjection } from './session/session-list.projection.ts'
import { measureHeld } from './supervisor/held-measure.ts'
import { createHolder } from './supervisor/holder.ts'
import { hearPokes, sendPoke } from './supervisor/pokes.ts'
import { createSupervisor } from './supervisor/supervisor.ts'
import type { Fence, WhatsApp } from './whatsapp/whatsapp.port.ts'

export type SessionConfig = ConfigOf<typeof sessionConfig>

/** What a network's adapter is made of. */
export interface NetworkDeps {
  readonly pool: pg.Pool
  readonly log: EventLog
  readonly masterKey: Uint8Array
  /** Null: the network's own. */
  readonly url: string | null
  /** Hex; null: the network's own. */
  readonly rootKey: string | null
  /** Our own files, sent and received. */
  readonly store: MediaStore
  /** Where files of messages are kept. */
  readonly mediaHost: string
  readonly logger: Logger
  readonly ports: { readonly now: () => number; readonly newId: () => string }
  readonly failpoints: Failpoint
}

/** Files that are fetched at once; each holds a megabyte or two meanwhile. */
const FETCHES_AT_ONCE = 4

/** Starts the service: it answers at once, and holds its sessions as soon as it has claimed them. */
export async function buildSession(
  config: SessionConfig,
  logger: Logger,
  openNetwork: (deps: NetworkDeps) => WhatsApp,
  patience: Patience = usualPatience(config),
): Promise<RunningService> {
  const ports = { now: Date.now, newId: uuidv7 }
  const masterKey = Buffer.from(config.masterKey, 'hex')
  const failpoints = createFailpoint(config.failpoint)

  const nats = await connectNats(config.natsUrl, `session-${config.network}`)
  const machinery = createPool(config.databaseUrl, 'session', 20, { allWorkspaces: true })
  const lists = createPool(config.databaseUrl, 'session-lists', 2, { allWorkspaces: true, pipelined: true })
  const readers = createPool(config.databaseUrl, 'session-readers', 5)
  await Promise.all([prepareStreams(nats, config.natsReplicas), assertSafeRole(readers)])
  const keyring = postgresKeyring(machinery, masterKey)
  const log = await openEventLog({ nats, keyring, source: 'session', logger, ports })

  const store = await openMediaStore(config, { nats, keyring, ...ports })
  const whatsapp = openNetwork({
    store,
    pool: machinery,
    log,
    masterKey,
    url: config.whatsappUrl.trim() || null,
    rootKey: config.whatsappRootKey.trim() || null,
    mediaHost: config.whatsappMediaHost,
    logger,
    ports,
    failpoints,
  })

  const list = runProjection({
    log,
    pool: lists,
    schema: 'session',
    projection: sessionListProjection,
    logger,
  })
  const database = createDatabase<SessionTables>(readers)
  const reader = createSessionReader({ database, list, askLiveState: (id) => askLiveState(nats, id) })
  const announce = createAnnouncer(nats, reader)
  const poke = (what: Parameters<typeof sendPoke>[1]) => sendPoke(nats, what)

  const outbox = createOutbox(machinery, createSealing(masterKey))
  const standings = createStandings(machinery)
  const pace = paceFor(config)
  const onWaiting = measureWaiting()
  const takeReceipt = createReceipts(outbox, log)
  const clock = () => performance.now()
  const leases = createLeaseStore(machinery, config.network, config.owner, patience.leaseMs, clock)
  const files = {
    log,
    store,
    whatsapp,
    inSlot: createSlots(FETCHES_AT_ONCE),
    maxBytes: config.mediaMaxBytes,
    assertOwned: leases.assertOwned,
    isKnown: async ({ sessionId }: Fence, chatId: string) =>
      (await chatById(machinery, sessionId, chatId)) !== null,
    now: ports.now,
  }
  const supervisor = createSupervisor({
    network: config.network,
    leases,
    holders: createHolderStore(machinery, config.network, config.owner, patience.leaseMs),
    sessionsToHold: () => sessionsToHold(database, config.network, ports.now()),
    hold: createHolder({
      nats,
      log,
      whatsapp,
      leases,
      announce,
      logger,
      now: ports.now,
      chance: Math.random,
      loginMs: patience.loginMs,
      hearing: (fence) => ({
        groupNamed: (address, name) =>
          keepGroupName({ pool: machinery, fence, newId: ports.newId }, address, name),
        typing: (addresses, typing) => void tellTyping({ nats, pool: machinery }, fence, addresses, typing),
      }),
      keepBookEntries: (fence, entries) =>
        keepBookEntries({ pool: machinery, fence, newId: ports.newId }, entries),
      asksFor: (fence) =>
        createPhoneAsks(
          {
            ...files,
            asks: createPhoneAskStore({ pool: machinery, sealing: createSealing(masterKey), fence }),
            patienceMs: patience.phoneAnswerMs,
            failpoint: failpoints,
            logger,
          },
          fence,
        ),
      fetchMedia: (fence, asks, signal) =>
        fetchMedia({ ...files, leaveToPhone: (file) => asks.take(file) }, fence, signal),
      sendingFor: (fence) =>
        createSending({
          pool: machinery,
          fence,
          outbox,
          standings,
          pace,
          onWaiting,
          now: ports.now,
          expiresMs: config.sendExpiresHours * 3_600_000,
          lookUpPatienceMs: patience.lookUpPatienceMs,
          log,
          takeReceipt,
          failpoint: failpoints,
          newId: ports.newId,
          ackPatienceMs: patience.ackPatienceMs,
          logger,
        }),
    }),
    sendPoke: poke,
    logger,
    clock,
    renewEveryMs: patience.renewEveryMs,
    leaseMs: patience.leaseMs,
    settleMs: patience.settleMs,
  })

  measureHeld(supervisor.held)
  const held = supervisor.held
  const sideWork = startSideWork({ pool: machinery, log, masterKey, whatsapp, held, logger, ports })
  const stopHearing = hearPokes(nats, supervisor.poked)
  await supervisor.start()
  const endpoints = [
    ...serveSessions({ nats, logger, log, reader, announce, poke, newId: ports.newId }),
    serveOpenChat({ nats, logger, pool: machinery, reader }),
    serveFindPerson({ nats, logger, pool: machinery }),
  ]
  await nats.flush()

  return {
    waitingFor: async () => [
      ...(list.caughtUp() ? [] : [list.name]),
      ...(await away('nats', nats.rtt())),
      ...(await away('postgres', readers.query('SELECT'))),
    ],
    stop: async () => {
      stopHearing()
      await Promise.allSettled(endpoints.map((subscription) => subscription.drain()))
      await sideWork.stop()
      await supervisor.stop()
      await list.stop()
      await nats.drain()
      await Promise.all([readers, lists, machinery].map((pool) => pool.end()))
    },
  }
}
