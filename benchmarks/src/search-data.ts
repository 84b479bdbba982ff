// Owns a year of a busy shop in one workspace: a million messages, 20,000 conversations, 20 labels, always the same.
import { conversationList } from '../../services/inbox/src/conversation/conversation-list.projection.ts'
import type { ConversationRow } from '../../services/inbox/src/conversation/conversation-list.table.ts'
import { blankConversation, withNames } from '../../services/inbox/src/conversation/conversation-row.model.ts'
import { blankMessage } from '../../services/inbox/src/message/message-row.model.ts'
import { filled } from '../../services/inbox/src/message/message-content.model.ts'
import { labelList } from '../../services/inbox/src/label/label-list.projection.ts'
import { messageThread } from '../../services/inbox/src/message/message-thread.projection.ts'
import type { MessageRow } from '../../services/inbox/src/message/message-thread.table.ts'
import { createProjectionStore } from '@indoshopster/read-store/projection-store'
import { physicalTable } from '@indoshopster/read-store/projection-ddl'
import type pg from 'pg'

export const workspace = '0000000a-0000-7000-8000-000000000001'
const session = '00000005-0000-7000-8000-000000000001'
export const conversations = 20_000
export const now = Date.UTC(2026, 5, 1)
const year = 365 * 24 * 3600 * 1000

const id = (kind: number, n: number) =>
  `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
export const labelId = (n: number) => id(1, n)
/** Share of the conversations that have each label: 30 % down to 0.1 %. */
export const labelShare = Array.from({ length: 20 }, (_, n) => 0.3 * 0.74 ** n)

/** A generator that gives the same numbers on every machine, 0 to 1. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const syllables = [
  'ba',
  'ka',
  'ri',
  'to',
  'sa',
  'me',
  'lu',
  'ndi',
  'pra',
  'ngo',
  'tek',
  'wan',
  'jul',
  'sir',
  'bon',
  'gam',
]
/** Words of which the first are common and the last are rare. */
const vocabulary = Array.from({ length: 5000 }, (_, n) => {
  const [a, b, c] = [n % 16, Math.floor(n / 16) % 16, Math.floor(n / 256) % 16]
  return `${syllables[a]}${syllables[b]}${n > 255 ? syllables[c] : ''}${n > 4095 ? 'an' : ''}`
})
/** Words with a known share of the messages. */
export const known = { kak: 0.3, pesanan: 0.08, transfer: 0.02, retur: 0.002, asuransi: 0.0001 } as const
export const givenNames = [
  'Budi',
  'Siti',
  'Agus',
  'Dewi',
  'Rizky',
  'Putri',
  'Bambang',
  'Wulan',
  'Joko',
  'Intan',
]
const familyNames = ['Santoso', 'Wijaya', 'Saputra', 'Lestari', 'Hidayat', 'Kusuma', 'Nugroho', 'Rahayu']
export const phoneOf = (n: number) => `6281${(200_000_000 + n * 37_717).toString().slice(0, 9)}`

export function textOf(next: () => number, n: number): string {
  const words: string[] = []
  for (const [word, share] of Object.entries(known)) if (next() < share) words.push(word)
  const length = 3 + Math.floor(next() * 12)
  for (let i = 0; i < length; i++) words.push(vocabulary[Math.floor(next() ** 3 * vocabulary.length)] ?? 'ya')
  if (n % 50 === 0) words.push(`INV-${String(n).padStart(8, '0')}`)
  return words.join(' ')
}

/** Message `n` of `total`, at its time; conversations near 0 have many. */
export function messageRow(n: number, total: number, next: () => number): MessageRow {
  const chat = Math.floor(next() ** 1.5 * conversations)
  const at = new Date(now - year + (n / total) * year).toISOString()
  const row: MessageRow = {
    ...blankMessage({ workspace, time: at, sequence: n + 1 }, id(3, n)),
    conversation_id: id(0xc, chat),
    session_id: session,
    ...(n % 3 === 0 ? {} : { direction: 'incoming' as const, status: 'received' as const }),
    words: '',
  }
  if (n % 97 !== 0) return filled(row, { kind: 'text', text: textOf(next, n) })
  const media = { mediaId: id(0xd, n), mimetype: 'application/pdf', bytes: 1, fileName: `invoice-${n}.pdf` }
  const size = { width: null, height: null, seconds: null, thumbnail: null }
  return filled(row, { kind: 'document', media: { ...media, ...size }, caption: null })
}

function conversationRow(n: number, next: () => number, last: MessageRow | undefined): ConversationRow {
  const chat = { chatId: id(0xc, n), sessionId: session, contactId: id(0xf, n) }
  const name = `${givenNames[n % 10]} ${familyNames[Math.floor(n / 10) % 8]} ${n}`
  const row = withNames(blankConversation(workspace, chat), { push_name: name, phone: phoneOf(n) })
  const unread = next() < 0.05 && last ? [last.sequence] : []
  return {
    ...row,
    preview: last
      ? { messageId: last.id, kind: 'text', text: 'ya', direction: 'incoming', status: 'received' }
      : null,
    last_message_at: last?.at ?? null,
    last_second: last?.second ?? 0,
    last_sequence: last?.sequence ?? 0,
    labels: labelShare.flatMap((share, label) => (next() < share ? [labelId(label)] : [])),
    assignee: next() < 0.4 ? null : id(0xac, Math.floor(next() * 20)),
    resolved: next() < 0.7,
    unread,
    unread_count: unread.length,
    waiting_since: last && next() < 0.1 ? last.at : null,
  }
}

/** Fills the real tables; their extra indexes are made afterwards, as in a rebuild. */
export async function load(pool: pg.Pool, total: number): Promise<void> {
  const client = await pool.connect()
  const table = physicalTable(messageThread)
  const { rows: indexes } = await client.query<{ indexname: string; indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'inbox' AND tablename = $1 AND indexname LIKE '%\\_i_'`,
    [table],
  )
  for (const { indexname } of indexes) await client.query(`DROP INDEX inbox.${indexname}`)
  await client.query(`SELECT set_config('app.workspace', '*', false)`)
  const next = random(7)
  const newest = new Map<string, MessageRow>()
  const thread = createProjectionStore<MessageRow>('inbox', messageThread)
  for (let begin = 0; begin < total; begin += 5000) {
    const rows = Array.from({ length: Math.min(5000, total - begin) }, (_, n) =>
      messageRow(begin + n, total, next),
    )
    for (const row of rows) newest.set(row.conversation_id ?? '', row)
    await thread.save(client, { made: rows, changed: [], removed: [] })
  }
  const list = createProjectionStore<ConversationRow>('inbox', conversationList)
  for (let begin = 0; begin < conversations; begin += 5000) {
    const rows = Array.from({ length: 5000 }, (_, n) =>
      conversationRow(begin + n, next, newest.get(id(0xc, begin + n))),
    )
    await list.save(client, { made: rows, changed: [], removed: [] })
  }
  const labels = createProjectionStore('inbox', labelList)
  const made = labelShare.map((_, n) => ({ id: labelId(n), workspace, name: `Label ${n}`, colour: 'blue' }))
  await labels.save(client, { made, changed: [], removed: [] })
  for (const { indexdef } of indexes) await client.query(indexdef)
  client.release()
}
