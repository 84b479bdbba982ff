// The limit of the wire: unmodified Baileys behind bare Fastify, keys in memory, nothing stored, nothing published.
import fastify from 'fastify'
import makeWASocket, {
  type AuthenticationCreds,
  initAuthCreds,
  makeCacheableSignalKeyStore,
  type SignalDataSet,
  type SignalDataTypeMap,
  WA_CERT_DETAILS,
  type WASocket,
} from '@whiskeysockets/baileys'

// The benchmark passes this shape.
const { wsUrl, rootKey, simulatorUrl, phone } = JSON.parse(process.argv[2] ?? '{}') as {
  wsUrl: string
  rootKey: string
  simulatorUrl: string
  phone: string
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
const creds: AuthenticationCreds = initAuthCreds()
const stored = new Map<string, unknown>()
const keys = makeCacheableSignalKeyStore(
  {
    get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
      const found: Record<string, SignalDataTypeMap[T]> = {}
      for (const id of ids) {
        const value = stored.get(`${type}:${id}`)
        // Under this key only values of this type were set.
        if (value) found[id] = value as SignalDataTypeMap[T]
      }
      return found
    },
    set(data: SignalDataSet) {
      for (const [type, entries] of Object.entries(data)) {
        for (const [id, value] of Object.entries(entries ?? {})) {
          if (value) stored.set(`${type}:${id}`, value)
          else stored.delete(`${type}:${id}`)
        }
      }
    },
  },
  quiet,
)

/** Texts heard, with the moment of their upsert in ms since the epoch. */
const heard = new Map<string, number>()
let socket: WASocket

function open(): Promise<void> {
  return new Promise((resolve) => {
    socket = makeWASocket({
      waWebSocketUrl: wsUrl,
      logger: quiet,
      auth: { creds, keys },
      // Otherwise Baileys holds events back for 20 seconds, waiting for a history that never comes.
      shouldSyncHistoryMessage: () => false,
    })
    socket.ev.on('creds.update', (update) => void Object.assign(creds, update))
    socket.ev.on('messages.upsert', ({ messages }) => {
      for (const { message } of messages) {
        const text = message?.conversation ?? message?.extendedTextMessage?.text
        if (text) heard.set(text, performance.timeOrigin + performance.now())
      }
    })
    socket.ev.on('connection.update', ({ connection, qr }) => {
      if (connection === 'open') resolve()
      if (connection === 'close') void open().then(resolve)
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

await open()
const app = fastify()
app.post<{ Body: { to: string; text: string } }>('/send', async (request, reply) => {
  const sent = await socket.sendMessage(`${request.body.to}@s.whatsapp.net`, { text: request.body.text })
  return reply.code(202).send({ id: sent?.key.id })
})
app.get('/heard', async () => Object.fromEntries(heard))
process.stdout.write(`${JSON.stringify({ url: await app.listen({ port: 0, host: '127.0.0.1' }) })}\n`)
