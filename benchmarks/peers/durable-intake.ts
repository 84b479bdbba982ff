// The session service's intake as it runs in production, without sends, supervisor and projections beside it.
import { openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { createPool } from '@indoshopster/read-store/pool'
import { createLogger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import pg from 'pg'
import { createBaileysWhatsApp } from '../../services/session/src/whatsapp/baileys/baileys-whatsapp.ts'
import type { Connection, Fence } from '../../services/session/src/whatsapp/whatsapp.port.ts'
import { obey } from './intake-orders.ts'

// The benchmark passes this shape.
const settings = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string
  natsUrl: string
  wsUrl: string
  rootKey: string
  simulatorUrl: string
  sessions: readonly { phone: string; fence: Fence }[]
}
// Every statement is one round trip; counted where all of them pass.
let statements = 0
const { query } = pg.Client.prototype
pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
  statements++
  // Passed on exactly as it came.
  return Reflect.apply(query, this, args) as ReturnType<typeof query>
} as typeof query

const masterKey = Buffer.alloc(32, 7)
const logger = createLogger('bench', 'error')
const ports = { now: Date.now, newId: uuidv7 }
const pool = createPool(settings.databaseUrl, 'session', 20, { allWorkspaces: true })
const keyring = postgresKeyring(pool, masterKey)
const nats = await connectNats(settings.natsUrl, 'session')
const log = await openEventLog({ nats, keyring, source: 'session', logger, ports })
const unused = () => Promise.reject(new Error('No file moves here.'))
const whatsapp = createBaileysWhatsApp({
  pool,
  log,
  masterKey,
  logger,
  url: settings.wsUrl,
  rootKey: settings.rootKey,
  store: { put: unused, get: unused, describe: unused, delete: unused },
  mediaHost: 'localhost',
  ports,
})
const connections: Connection[] = []

async function open({ phone, fence }: { phone: string; fence: Fence }): Promise<void> {
  await whatsapp.recover(fence)
  const { promise: online, resolve } = Promise.withResolvers<void>()
  const connection = await whatsapp.open(fence, {
    signal(signal) {
      if (signal.kind === 'online') resolve()
      if (signal.kind === 'closed' && signal.cause !== 'closed_by_us') throw new Error(signal.cause)
      if (signal.kind === 'qr') {
        void fetch(`${settings.simulatorUrl}/api/phones/${phone}/scan`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ qr: signal.text }),
        })
      }
    },
    acknowledged: () => {},
    refused: () => {},
    receipt: () => Promise.resolve(),
    fileAnswered: () => Promise.resolve(),
    stillOwns: () => true,
    bookEntries: () => Promise.resolve(),
    groupsShown: () => false,
    groupNamed: () => Promise.resolve(),
    typing: () => {},
    wireFormOf: () => Promise.resolve(null),
  })
  connections.push(connection)
  await online
}

obey({
  async open(count) {
    statements = 0
    await Promise.all(settings.sessions.slice(0, count).map(open))
    return {}
  },
  async close() {
    await Promise.all(connections.splice(0).map((connection) => connection.close()))
    return { statements }
  },
})
