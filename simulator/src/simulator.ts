// Puts the simulated WhatsApp together: state, protocol, HTTP, one port.
import './signal/silence.ts'
import { WebSocketServer } from 'ws'
import { openDeviceSyncs } from './accounts/device-syncs.table.ts'
import { openDevices } from './accounts/devices.table.ts'
import { openPhones } from './accounts/phones.table.ts'
import { openPreKeys } from './accounts/pre-keys.table.ts'
import { createApp } from './api/app.ts'
import { createFeed } from './api/feed.ts'
import { messageView } from './api/message-view.ts'
import { openAddressBooks } from './contacts/address-book.table.ts'
import { openAppStates } from './contacts/app-state.table.ts'
import { createFaults } from './faults/faults.ts'
import { openGroups } from './groups/groups.table.ts'
import { openSenderKeys } from './groups/sender-keys.table.ts'
import { openHistories } from './history/history.table.ts'
import { openLedger } from './ledger/ledger.table.ts'
import { createPairing } from './login/pairing.ts'
import { openAuthority } from './media/authority.ts'
import { openMediaFiles } from './media/media-files.table.ts'
import { startMediaServer } from './media/media-server.ts'
import { createUploadPasses } from './media/upload-pass.ts'
import { openMessageChanges } from './messaging/changes.table.ts'
import { openChatMessages } from './messaging/chat-messages.table.ts'
import { openPeerMessages } from './messaging/peer-messages.table.ts'
import { createQueue } from './messaging/queue.ts'
import { openRetries } from './messaging/retries.table.ts'
import { openUsedKeys } from './messaging/used-keys.table.ts'
import type { Network } from './network.ts'
import { issueServerIdentity } from './noise/certificate.ts'
import { openSessions } from './signal/sessions.ts'
import type { SimulatorConfig } from './simulator.config.ts'
import { openDatabase } from './store/database.ts'
import { createInTurn } from './store/in-turn.ts'
import { lastMediaPort, rememberMediaPort, rootKey } from './store/settings.ts'
import { acceptConnection } from './wire/connection.ts'
import { createConnections } from './wire/connections.ts'
import { createServer } from './wire/server.ts'

export interface Simulator {
  readonly url: string
  readonly wsUrl: string
  /** Hex of the Noise root public key that clients must trust. */
  readonly rootKey: string
  /** `name:port` of the media server. */
  readonly mediaHost: string
  /** The PEM of the authority that vouches for the media server. */
  readonly caFile: string
  close(): Promise<void>
}

const MAX_FRAME_BYTES = 16 * 1024 * 1024

/** Starts listening; everything it knows is in `config.dataDir`. */
export const startSimulator = async (config: SimulatorConfig): Promise<Simulator> => {
  const now = Date.now
  const db = openDatabase(config.dataDir)
  const root = rootKey(db)
  const feed = createFeed()
  const ledger = openLedger(db, now)
  const faults = createFaults()
  const connections = createConnections()
  const phones = openPhones(db)
  const preKeys = openPreKeys(db)
  const authority = openAuthority(config.dataDir, now())
  const place = {
    url: '',
    wsUrl: '',
    rootKey: Buffer.from(root.public).toString('hex'),
    mediaHost: '',
    caFile: authority.caFile,
  }
  const network: Network = {
    db,
    now,
    phones,
    devices: openDevices(db),
    preKeys,
    deviceSyncs: openDeviceSyncs(db),
    addressBooks: openAddressBooks(db),
    appStates: openAppStates(db),
    histories: openHistories(db),
    groups: openGroups(db),
    senderKeys: openSenderKeys(db),
    peerMessages: openPeerMessages(db),
    inTurn: createInTurn(),
    sessions: openSessions(db, phones, preKeys),
    connections,
    queue: createQueue(db, ledger, connections, faults),
    chats: openChatMessages(db, (message) => {
      db.afterCommit(() =>
        feed.publish({ name: 'message', data: { phone: message.phone, ...messageView(network, message) } }),
      )
    }),
    changes: openMessageChanges(db),
    media: openMediaFiles(db, config.dataDir),
    uploadPasses: createUploadPasses(root.private),
    mediaHost: () => place.mediaHost,
    retries: openRetries(db),
    usedKeys: openUsedKeys(db),
    faults,
    ledger,
  }
  const pairing = createPairing(network)
  const server = createServer(network, pairing, (phone) => feed.publish({ name: 'phone', data: { phone } }))
  const identity = issueServerIdentity(root)

  const app = await createApp(network, pairing, feed, () => place)
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  })
  let connectionCount = 0
  const startedAt = now().toString(36)
  app.server.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '/', 'ws://simulator').pathname !== '/ws/chat') {
      socket.destroy()
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      const id = `${startedAt}-${++connectionCount}`
      acceptConnection(client, id, identity, db, now, server)
    })
  })
  const mediaServer = await startMediaServer(network, {
    ...authority.issue([config.mediaName, 'localhost', '127.0.0.1']),
    host: config.host,
    port: config.mediaPort || lastMediaPort(db),
  })
  rememberMediaPort(db, mediaServer.port)
  place.mediaHost = `${config.mediaName}:${mediaServer.port}`
  place.url = await app.listen({ host: config.host, port: config.port })
  place.wsUrl = `${place.url.replace(/^http/, 'ws')}/ws/chat`

  return {
    ...place,
    close: async () => {
      for (const client of sockets.clients) client.terminate()
      await Promise.all([app.close(), mediaServer.close()])
      db.close()
    },
  }
}
