// The limit of intake: unmodified Baileys, keys in memory; it decrypts and confirms, stores nothing, tells nobody.
import makeWASocket, {
  type AuthenticationCreds,
  initAuthCreds,
  type SignalDataSet,
  type SignalDataTypeMap,
  WA_CERT_DETAILS,
  type WASocket,
} from '@whiskeysockets/baileys'
import { obey } from './intake-orders.ts'

// The benchmark passes this shape.
const { wsUrl, rootKey, simulatorUrl, phones } = JSON.parse(process.argv[2] ?? '{}') as {
  wsUrl: string
  rootKey: string
  simulatorUrl: string
  phones: string[]
}
// libsignal prints key material through console.
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) console[level] = () => {}
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(rootKey, 'hex')

const quiet = {
  level: 'silent',
  child: () => quiet,
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
}
const sockets = new Map<string, WASocket>()
let leaving = false

/** Resolves when the socket of a phone is online; pairs it first where it never was. */
function open(phone: string, creds: AuthenticationCreds, stored: Map<string, unknown>): Promise<void> {
  function get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
    const found: Record<string, SignalDataTypeMap[T]> = {}
    for (const id of ids) {
      const value = stored.get(`${type}:${id}`)
      // Under this key only values of this type were set.
      if (value) found[id] = value as SignalDataTypeMap[T]
    }
    return found
  }
  function set(data: SignalDataSet) {
    for (const [type, entries] of Object.entries(data)) {
      for (const [id, value] of Object.entries(entries ?? {})) {
        if (value) stored.set(`${type}:${id}`, value)
        else stored.delete(`${type}:${id}`)
      }
    }
  }
  return new Promise((resolve) => {
    const socket = makeWASocket({
      waWebSocketUrl: wsUrl,
      logger: quiet,
      auth: { creds, keys: { get, set } },
      // Otherwise Baileys holds events back for 20 seconds, waiting for a history that never comes.
      shouldSyncHistoryMessage: () => false,
    })
    sockets.set(phone, socket)
    socket.ev.on('creds.update', (update) => void Object.assign(creds, update))
    socket.ev.on('connection.update', ({ connection, qr }) => {
      if (connection === 'open') resolve()
      if (connection === 'close' && !leaving) void open(phone, creds, stored).then(resolve)
      if (qr) {
        void fetch(`${simulatorUrl}/api/phones/${phone}/scan`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ qr }),
        })
      }
    })
  })
}

const devices = phones.map((phone) => [phone, initAuthCreds(), new Map<string, unknown>()] as const)

obey({
  async open(count) {
    leaving = false
    await Promise.all(devices.slice(0, count).map((device) => open(...device)))
    return {}
  },
  async close() {
    leaving = true
    for (const socket of sockets.values()) void socket.end(undefined)
    sockets.clear()
    return {}
  },
})
