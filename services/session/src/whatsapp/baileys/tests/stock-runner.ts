// Baileys as it comes, on the same stores: decrypts, confirms, and only then tells. Shows that the kill test bites.
import { messageIdOf } from '../../../intake/identity.ts'
import { createSealing } from '../../../intake/sealing.ts'
import { chatFor } from '../../../chat/chat.store.ts'
import { onRelay, openGround, tell } from '../../../../tests/wire/runner-ground.ts'
import { loadCredentials } from '../keys/credentials.ts'
import { createKeyStore } from '../keys/key-store.ts'
import { makeWASocket, type WASocket, WA_CERT_DETAILS } from '../library.ts'
import { quietLogger } from '../quiet-logger.ts'
import { composedMessage } from '../to-baileys/compose.ts'

const { settings, pool, masterKey, logger, ports, log, fence, failpoints } = await openGround()
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(settings.rootKey, 'hex')
const sealing = createSealing(masterKey)
let socket: WASocket | null = null

onRelay(async ({ address, wireId, composed }) => {
  await socket?.relayMessage(address, composedMessage(Buffer.from(composed, 'base64')), { messageId: wireId })
})

async function publish(from: string, wireId: string, sentAt: number, text: string): Promise<void> {
  const client = await pool.connect()
  const chat = await chatFor(client, fence, { addresses: [from], phone: null, name: null }, ports.newId)
  client.release()
  const { sessionId } = fence
  const messageId = messageIdOf({ sessionId, chatId: chat.chatId, author: 'contact', wireId })
  await log.append(
    fence.workspace,
    { owner: 'session', lane: sessionId, entity: chat.chatId },
    {
      type: 'session.message_received.v1',
      data: {
        sessionId,
        chatId: chat.chatId,
        messageId,
        contactId: chat.contactId,
        direction: 'incoming',
        sentAt: new Date(sentAt).toISOString(),
        recovered: false,
      },
      sealed: { content: { kind: 'text', text }, correspondent: { phone: null, name: null } },
      person: `contact:${chat.contactId}`,
    },
    { id: messageId },
  )
}

for (;;) {
  const credentials = await loadCredentials({ pool, fence, sealing })
  const opened = makeWASocket({
    waWebSocketUrl: settings.wsUrl,
    auth: { creds: credentials.creds, keys: createKeyStore({ pool, fence, sealing }) },
    logger: quietLogger(logger),
    // Else it keeps what it heard for 20 seconds after the first login, and a kill would always find much to lose.
    shouldSyncHistoryMessage: () => false,
  })
  socket = opened
  const { promise: closed, resolve: close } = Promise.withResolvers<void>()
  opened.ws.on('CB:ack,class:message', (node: { attrs: { id: string } }) => {
    tell({ kind: 'acknowledged', wireId: node.attrs.id })
  })
  opened.ev.on('creds.update', () => credentials.save(() => undefined))
  opened.ev.on('connection.update', ({ qr, connection }) => {
    if (qr) tell({ kind: 'qr', text: qr })
    if (connection === 'open') tell({ kind: 'online' })
    if (connection === 'close') close()
  })
  opened.ev.on('messages.upsert', ({ messages }) => {
    void (async () => {
      for (const { key, message, messageTimestamp } of messages) {
        const text = message?.conversation
        if (!text || key.fromMe || !key.remoteJid || !key.id) continue
        failpoints('in_handler')
        await publish(key.remoteJid, key.id, Number(messageTimestamp) * 1000, text)
      }
    })()
  })
  await closed
  await credentials.pending()
  await new Promise((resolve) => setTimeout(resolve, 100))
}
