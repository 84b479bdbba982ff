// The limit of idle memory: many unmodified Baileys sockets in one process, keys in memory, nothing stored.
import makeWASocket, {
  type AuthenticationCreds,
  initAuthCreds,
  type SignalDataSet,
  type SignalDataTypeMap,
  WA_CERT_DETAILS,
} from '@whiskeysockets/baileys'

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

/** Pairs one phone and resolves when its socket is online. */
function open(phone: string, creds: AuthenticationCreds, stored: Map<string, unknown>): Promise<void> {
  return new Promise((resolve) => {
    const socket = makeWASocket({
      waWebSocketUrl: wsUrl,
      logger: quiet,
      auth: { creds, keys: { get, set } },
      shouldSyncHistoryMessage: () => false,
    })
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
    socket.ev.on('creds.update', (update) => void Object.assign(creds, update))
    socket.ev.on('connection.update', ({ connection, qr }) => {
      if (connection === 'open') resolve()
      if (connection === 'close') void open(phone, creds, stored).then(resolve)
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

for (const phone of phones) await open(phone, initAuthCreds(), new Map())
process.stdout.write(`${JSON.stringify({ pid: process.pid })}\n`)
