// Baileys as it comes, behind the same port and on the same stores: it confirms a message and only then tells of it. Shows
// what the intake seam is for.
import { messageIdOf } from '../../../intake/identity.ts'
import { createSealing } from '../../../intake/sealing.ts'
import { chatFor } from '../../../chat/chat.store.ts'
import { inTransaction } from '../../../lease/transaction.ts'
import type { NetworkDeps } from '../../../service.ts'
import {
  type CloseCause,
  type Connection,
  type ConnectionSink,
  type Fence,
  NotConnectedError,
  type WhatsApp,
} from '../../whatsapp.port.ts'
import { closeCauseOf, statusOf } from '../connection/close-cause.ts'
import { lookUp } from '../connection/look-up.ts'
import { hearAcks } from '../connection/server-acks.ts'
import { personOf, phoneOf } from '../from-baileys/addresses.ts'
import { receiptOf } from '../from-baileys/receipt.ts'
import { forgetSession, loadCredentials } from '../keys/credentials.ts'
import { createKeyStore } from '../keys/key-store.ts'
import { type BinaryNode, makeWASocket, proto, WA_CERT_DETAILS, type WASocket } from '../library.ts'
import { quietLogger } from '../quiet-logger.ts'

const RESTART_REQUIRED = 515

/** Texts of chats of two, both ways; no more is needed to be compared. */
export function createStockWhatsApp(deps: NetworkDeps): WhatsApp {
  if (deps.rootKey) WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(deps.rootKey, 'hex')
  return {
    open: (fence, sink) => openStock(deps, fence, sink),
    forget: (fence) => forgetSession(deps.pool, fence),
    recover: () => Promise.resolve(),
    openMedia: () => {
      throw new Error('Not compared.')
    },
    askNameOf: () => null,
    readAnswer: () => ({ kind: 'not_ours' }),
    forgetPeople: () => Promise.resolve(),
    openHistory: () => {
      throw new Error('Not compared.')
    },
  }
}

async function openStock(deps: NetworkDeps, fence: Fence, sink: ConnectionSink): Promise<Connection> {
  const sealing = createSealing(deps.masterKey)
  const logger = quietLogger(deps.logger)
  const { promise: ended, resolve: tellEnded } = Promise.withResolvers<void>()
  let socket: WASocket | null = null
  let online = false
  let closing = false

  async function connect(): Promise<void> {
    const credentials = await loadCredentials({ pool: deps.pool, fence, sealing })
    const { creds } = credentials
    const pairing = !creds.account
    let paired = false
    const opened = makeWASocket({
      ...(deps.url ? { waWebSocketUrl: deps.url } : {}),
      auth: { creds, keys: createKeyStore({ pool: deps.pool, fence, sealing }) },
      logger,
      // Else it keeps what it heard for 20 seconds after the first login, and a kill would always find much to lose.
      shouldSyncHistoryMessage: () => false,
      getMessage: async ({ id }) => {
        const form = await sink.wireFormOf(id ?? '')
        return form ? proto.Message.decode(form) : undefined
      },
    })
    socket = opened
    hearAcks(opened.ws, sink, deps.ports.now)
    opened.ws.on('CB:receipt', (node: BinaryNode) => {
      const receipt = receiptOf(node, [creds.me?.id, creds.me?.lid], deps.ports.now())
      if (receipt) sink.receipt(receipt).catch(() => undefined)
    })
    opened.ev.on('creds.update', () => credentials.save(() => undefined))
    opened.ev.on('connection.update', (update) => {
      if (update.qr) sink.signal({ kind: 'qr', text: update.qr })
      if (update.isNewLogin) paired = true
      if (update.connection === 'open' && creds.me) {
        online = true
        sink.signal({ kind: 'linked', phone: phoneOf(creds.me.id) ?? '', pushName: creds.me.name ?? null })
        sink.signal({ kind: 'online' })
      }
      if (update.connection !== 'close') return
      online = false
      const error = update.lastDisconnect?.error
      if (paired && statusOf(error) === RESTART_REQUIRED && !closing)
        connect().catch(() => end('store_failed'))
      else end(closing ? 'closed_by_us' : closeCauseOf(error, pairing))
    })
    opened.ev.on('messages.upsert', ({ messages }) => {
      for (const { key, message, messageTimestamp } of messages) {
        const text = message?.conversation
        if (!text || key.fromMe || !key.remoteJid || !key.id) continue
        publish(deps, fence, key, Number(messageTimestamp) * 1000, text).catch(() => undefined)
      }
    })
  }

  function end(cause: CloseCause): void {
    sink.signal({ kind: 'closed', cause })
    tellEnded()
  }

  function live(): WASocket {
    if (!socket || !online || closing) throw new NotConnectedError('The session is not connected.')
    return socket
  }

  await connect()
  return {
    lookUp: (phone) => lookUp(live(), phone),
    compose: ({ content }) =>
      Promise.resolve(
        content.kind === 'text' ? proto.Message.encode({ conversation: content.text }).finish() : null,
      ),
    async relay({ address }, wireId, composed) {
      await live().relayMessage(address, proto.Message.decode(composed), { messageId: wireId })
    },
    requestCode: () => Promise.reject(new NotConnectedError('Not compared.')),
    askForFile: () => Promise.reject(new Error('Not compared.')),
    async logOut() {
      closing = true
      await socket?.logout()
    },
    async close() {
      closing = true
      void socket?.end(undefined)
      await ended
    },
  }
}

async function publish(
  { pool, log, ports }: NetworkDeps,
  fence: Fence,
  key: { remoteJid?: string | null; remoteJidAlt?: string | null; id?: string | null },
  sentAt: number,
  text: string,
): Promise<void> {
  const people = [key.remoteJid, key.remoteJidAlt].flatMap((jid) => personOf(jid) ?? [])
  const [first, ...rest] = people.toSorted((a) => (a.kind === 'lid' ? -1 : 1)).map(({ address }) => address)
  if (!first) return
  const phone = [first, ...rest].map(phoneOf).find((digits) => digits !== null) ?? null
  const chat = await inTransaction(pool, (client) =>
    chatFor(client, fence, { addresses: [first, ...rest], phone, name: null }, ports.newId),
  )
  const { sessionId } = fence
  const { chatId, contactId } = chat
  const messageId = messageIdOf({ sessionId, chatId, author: 'contact', wireId: key.id ?? '' })
  const to = { owner: 'session', lane: sessionId, entity: chatId }
  await log.append(
    fence.workspace,
    to,
    {
      type: 'session.message_received.v1',
      data: {
        sessionId,
        chatId,
        messageId,
        contactId,
        direction: 'incoming',
        sentAt: new Date(sentAt).toISOString(),
        recovered: false,
      },
      sealed: { content: { kind: 'text', text }, correspondent: { phone, name: null } },
      person: `contact:${contactId}`,
    },
    { id: messageId },
  )
}
