// Owns what the gateway is made of, and the order in which it starts and stops.
import { contactErased } from '@indoshopster/contracts/inbox/conversation.events'
import type { ChatEvent } from '@indoshopster/contracts/session/chat.events'
import { sessionEvents } from '@indoshopster/contracts/session/session.events'
import { liveSubject } from '@indoshopster/contracts/subjects'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import { openEventLog } from '@indoshopster/event-log/event-log'
import { watchConnection } from '@indoshopster/event-log/watch-connection'
import { openMediaStore } from '@indoshopster/media-store/open-media-store'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { createPool } from '@indoshopster/read-store/pool'
import { ask as askOver, EndpointRefusal } from '@indoshopster/service/endpoint'
import type { Logger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import { uuidv7 } from '@indoshopster/service/uuid'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { buildApp } from './app.ts'
import type { GatewayConfig } from './gateway.config.ts'
import { watchSilentConnections } from './http/silent-connections.ts'
import { startLiveFeed } from './live/live-feed.ts'
import { createConversationSends } from './conversations/conversation-sends.ts'
import { createPlaces } from './conversations/places.ts'
import { createKnownMedia } from './media/known-media.ts'
import { createMediaKeys } from './media/media-keys.ts'
import { networksOf, simulatorUrlOf } from './networks.model.ts'
import type { Ask } from './ports.ts'
import { createSendLog } from './send/accept-send.ts'
import { createIdempotency } from './send/idempotency.ts'
import { followKnownThings } from './send/known-things.ts'
import { createSessionDirectory } from './sessions/session-directory.ts'
import { createSignInDirectory } from './sign-in/sign-in-directory.ts'

const sessionTypes: ReadonlySet<string> = new Set(sessionEvents.map((definition) => definition.type))

/** How long requests in hand may take when the gateway stops, ms. */
const FINISH_MS = 8000

export interface RunningGateway extends RunningService {
  /** The public port it listens on. */
  readonly port: number
}

/** Starts a gateway; resolves when it listens. */
export async function startGateway(config: GatewayConfig, logger: Logger): Promise<RunningGateway> {
  const clock = { now: () => Date.now() }
  const nats = await connectNats(config.natsUrl, 'gateway')
  await prepareStreams(nats, config.natsReplicas)
  const pool = createPool(config.databaseUrl, 'gateway')
  const keyring = postgresKeyring(pool, Buffer.from(config.masterKey, 'hex'))
  const ports = { now: clock.now, newId: () => uuidv7() }
  const log = await openEventLog({ nats, keyring, source: 'gateway', logger, ports })
  const connected = watchConnection(nats)
  const ask: Ask = (endpoint, request) => {
    // What is asked while the connection is down would be done later, after its caller was told that it was not.
    if (!connected())
      return Promise.reject(new EndpointRefusal('unavailable', 'The connection to NATS is down.'))
    return askOver(nats, endpoint, request)
  }

  const known = followKnownThings(log, config.apiKeyPepper)
  const signIns = createSignInDirectory(ask, clock, known.accounts)
  const sessions = createSessionDirectory(ask)
  const places = createPlaces(ask)
  const sends = createSendLog(log, clock.now)
  const mediaStore = await openMediaStore(config, { nats, keyring, ...ports })
  const media = createKnownMedia(mediaStore)
  const feed = await startLiveFeed({
    log,
    nats,
    places,
    heard(event) {
      places.heard(event)
      if (event.type === contactErased.type) media.forgetAll()
      // The type names its shape.
      const told = event as ChatEvent
      if (told.type === 'session.contact_forgotten.v1') keyring.forget(told.workspace, told.data.keyIds)
      if (sessionTypes.has(event.type)) sessions.changed(event.workspace, event.sequence)
    },
    onSessionSignal: (workspace) => sessions.changed(workspace, 0),
    limits: {
      ringFrames: config.liveRingFrames,
      rereadEvents: config.liveRereadEvents,
      replayedEvents: config.liveReplayedEvents,
    },
  })

  const app = await buildApp({
    logger,
    ask,
    signIns,
    feed,
    sessions,
    places,
    conversationSends: createConversationSends({ places, sends, sessions }),
    mediaStore,
    media,
    tellPresence: (workspace, signal) => {
      if (connected()) nats.publish(liveSubject(workspace, 'presence'), JSON.stringify(signal))
    },
    known,
    sends,
    idempotency: createIdempotency(config.apiKeyPepper),
    newId: ports.newId,
    sendsPerMinute: { key: config.keyRequestsPerMinute, address: config.addressRequestsPerMinute },
    networks: networksOf(config.networks),
    simulatorUrl: simulatorUrlOf(config.networks, config.simulatorUrl),
    mediaKeys: createMediaKeys(config.apiKeyPepper, clock),
    mediaMaxBytes: config.mediaMaxBytes,
    signInsPerMinute: config.signInsPerMinute,
    webRoot: webRootOf(config.webRoot.trim()),
    trustProxy: trustedProxies(config.trustProxy.trim()),
  })
  const endSilentConnections = watchSilentConnections(app.server)
  await app.listen({ host: config.host, port: config.port })
  // A TCP server that listens has an address with a port.
  const { port } = app.server.address() as AddressInfo
  logger.info({ port }, 'listening')

  return {
    port,
    waitingFor: () => (known.caughtUp() ? [] : ['API keys, templates and accounts']),
    async stop() {
      const closed = app.close()
      await feed.stop()
      endSilentConnections()
      // A connection that is kept alive after its last answer would hold the server open.
      const sweep = setInterval(() => app.server.closeIdleConnections(), 50)
      const impatient = setTimeout(() => app.server.closeAllConnections(), FINISH_MS)
      await closed
      clearInterval(sweep)
      clearTimeout(impatient)
      await known.stop()
      await nats.drain()
      await pool.end()
    },
  }
}

/** A folder without a page is a web app that was not built: the API works without it. */
const webRootOf = (folder: string) =>
  folder !== '' && existsSync(path.join(folder, 'index.html')) ? folder : null

function trustedProxies(list: string): boolean | string {
  if (list === '') return false
  return list === 'all' ? true : list
}
