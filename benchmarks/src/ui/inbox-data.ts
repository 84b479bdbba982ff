// Owns filling an inbox with conversations as a busy shop has them, by the log, without going over the wire.
import { createHash } from 'node:crypto'
import type { NewMessageEvent } from '@indoshopster/contracts/session/message.events'
import { openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { createPool } from '@indoshopster/read-store/pool'
import { createLogger } from '@indoshopster/service/logger'
import { uuidFromHash, uuidv7 } from '@indoshopster/service/uuid'
import { until } from '../../../scripts/seeding/http.ts'
import type { Shop } from '../../../e2e/world/shop.ts'

const AT_ONCE = 64
const WORDS = [
  'halo',
  'pesanan',
  'belum',
  'sampai',
  'tolong',
  'resi',
  'transfer',
  'kapan',
  'kirim',
  'terima kasih',
]

const idOf = (what: string, number: number) =>
  uuidFromHash(createHash('sha256').update(`${what} ${number}`).digest())

/** Appends one message of each of `conversations` customers, and `long` more of the newest one; waits until it is shown. */
export async function fillInbox(
  stores: { readonly databaseUrl: string; readonly natsUrl: string },
  masterKey: string,
  shop: Shop,
  { conversations, long }: { readonly conversations: number; readonly long: number },
): Promise<void> {
  const nats = await connectNats(stores.natsUrl, 'bench-data')
  const pool = createPool(stores.databaseUrl, 'bench-data', 4, { allWorkspaces: true })
  const log = await openEventLog({
    nats,
    keyring: postgresKeyring(pool, Buffer.from(masterKey, 'hex')),
    source: 'session',
    logger: createLogger('bench-data', 'silent'),
    ports: { now: Date.now, newId: uuidv7 },
  })
  const { sessionId, account } = shop
  const begin = Date.now() - conversations * 1000

  const append = async (chat: number, message: number) => {
    const [chatId, contactId] = [idOf('chat', chat), idOf('contact', chat)]
    const words = [0, 1, 2, 3].map((n) => WORDS[(chat * 7 + message * 3 + n) % WORDS.length]).join(' ')
    const event = {
      type: 'session.message_received.v1',
      data: {
        sessionId,
        chatId,
        contactId,
        messageId: idOf(`message ${chat}`, message),
        direction: 'incoming',
        sentAt: new Date(begin + chat * 1000 + message).toISOString(),
        recovered: false,
      },
      sealed: {
        content: { kind: 'text', text: `${words} ${message}` },
        correspondent: { phone: `6285${String(chat).padStart(9, '0')}`, name: `Pelanggan ${chat}` },
      },
      person: `contact:${contactId}`,
    } satisfies NewMessageEvent
    await log.append(account.workspaceId, { owner: 'session', lane: sessionId, entity: chatId }, event)
  }

  const work = [
    ...Array.from({ length: conversations }, (_, chat) => [chat, 0] as const),
    ...Array.from({ length: long - 1 }, (_, message) => [conversations - 1, message + 1] as const),
  ]
  let next = 0
  const worker = async () => {
    for (let job = work[next++]; job; job = work[next++]) await append(...job)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  // By itself: of those appended at once any may come last.
  await append(conversations - 1, long)
  await until('the inbox shows the last message', 300, async () => {
    const path = `/app/conversations/${idOf('chat', conversations - 1)}/messages?limit=1`
    const page = await account.get<{ messages: { id: string }[] }>(path).catch(() => null)
    return page?.messages[0]?.id === idOf(`message ${conversations - 1}`, long) || null
  })
  await nats.close()
  await pool.end()
}
