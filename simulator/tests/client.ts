// A small real Baileys client for the tests: credentials in memory, reconnects only when told to.
import '../src/signal/silence.ts'
import { readFileSync } from 'node:fs'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import makeWASocket, { initAuthCreds, WA_CERT_DETAILS } from '@whiskeysockets/baileys'
import type {
  AuthenticationCreds,
  BaileysEventMap,
  SignalDataSet,
  SignalDataTypeMap,
  WAMessage,
  WASocket,
} from '@whiskeysockets/baileys'

type KeyMap = Map<string, unknown>

/** What survives a restart of a client: its credentials and Signal keys. */
export interface ClientState {
  readonly creds: AuthenticationCreds
  readonly keys: KeyMap
}

export interface TestClient {
  readonly state: ClientState
  readonly sock: WASocket
  /** Messages of upserts, in order, with the upsert's type. */
  readonly upserts: { readonly type: string; readonly message: WAMessage }[]
  readonly updates: BaileysEventMap['messages.update']
  /** Server acks by message id: the error code, or "ok". */
  readonly acks: Map<string, string>
  readonly qrs: string[]
  /** The status code of the close, once it happened. */
  closed?: number
  open: boolean
  end(): void
}

export const newState = (): ClientState => ({ creds: initAuthCreds(), keys: new Map() })

const quiet = {
  level: 'silent',
  child: () => quiet,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

const keyStore = (keys: KeyMap) => ({
  get: <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
    const found: { [id: string]: SignalDataTypeMap[T] } = {}
    for (const id of ids) {
      const value = keys.get(`${type}:${id}`)
      // The map holds under "type:id" only what set() stored for that type.
      if (value !== undefined) found[id] = value as SignalDataTypeMap[T]
    }
    return found
  },
  set: (data: SignalDataSet) => {
    for (const [type, entries] of Object.entries(data)) {
      for (const [id, value] of Object.entries(entries ?? {})) {
        if (value === null || value === undefined) keys.delete(`${type}:${id}`)
        else keys.set(`${type}:${id}`, value)
      }
    }
  },
})

/** From now on this process believes the media server of that simulator, for uploads and downloads. */
const trust = (caFile: string): void =>
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(caFile, 'utf8')])

/** Connects once; never reconnects by itself. With `history` it takes the phone's past, and waits for it. */
export const connect = (
  simulator: { readonly wsUrl: string; readonly rootKey: string; readonly caFile: string },
  state: ClientState = newState(),
  { history = false } = {},
): TestClient => {
  trust(simulator.caFile)
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(simulator.rootKey, 'hex')
  const sent = new Map<string, WAMessage['message']>()
  const sock = makeWASocket({
    waWebSocketUrl: simulator.wsUrl,
    logger: quiet,
    auth: { creds: state.creds, keys: keyStore(state.keys) },
    retryRequestDelayMs: 10,
    // More patient than any phone, so that a test sees where the phone stops.
    maxMsgRetryCount: 8,
    // Otherwise Baileys holds back events for 20 seconds, waiting for a history that never comes.
    shouldSyncHistoryMessage: () => history,
    getMessage: async ({ id }) => sent.get(id ?? '') ?? undefined,
  })
  const client: TestClient = {
    state,
    sock,
    upserts: [],
    updates: [],
    acks: new Map(),
    qrs: [],
    open: false,
    end: () => void sock.end(undefined),
  }
  sock.ev.on('creds.update', (update) => void Object.assign(state.creds, update))
  sock.ev.on('connection.update', ({ connection, lastDisconnect, qr }) => {
    if (qr !== undefined) client.qrs.push(qr)
    if (connection === 'open') client.open = true
    if (connection === 'close') {
      client.open = false
      const error = lastDisconnect?.error
      const output = error && 'output' in error ? error.output : undefined
      const code = typeof output === 'object' && output && 'statusCode' in output ? output.statusCode : 0
      client.closed = Number(code)
    }
  })
  sock.ev.on('messages.upsert', ({ messages, type }) => {
    for (const message of messages) {
      client.upserts.push({ type, message })
      if (message.key.fromMe && message.key.id) sent.set(message.key.id, message.message)
    }
  })
  sock.ev.on('messages.update', (updates) => void client.updates.push(...updates))
  sock.ws.on('CB:ack,class:message', (ack: { attrs: Record<string, string> }) => {
    client.acks.set(ack.attrs['id'] ?? '', ack.attrs['error'] ?? 'ok')
  })
  return client
}
