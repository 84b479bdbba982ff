// Owns reading a part of a phone's history: inflated, cut into fields and translated while it streams.
import { Readable } from 'node:stream'
import { createInflate } from 'node:zlib'
import {
  type PastItem,
  type PastMessage,
  type PastPart,
  UnreadableHistoryError,
} from '../../../history/past.ts'
import { personOf, phoneOf } from '../from-baileys/addresses.ts'
import type { Speaker } from '../from-baileys/author.ts'
import { contentOf } from '../from-baileys/content.ts'
import { MAX_NAME } from '../from-baileys/limits.ts'
import { plainText, shortText } from '../from-baileys/plain-text.ts'
import { quotedIn } from '../from-baileys/quoted.ts'
import { unwrap } from '../from-baileys/unwrap.ts'
import { named, wireMediaOf } from '../from-baileys/wire-media.ts'
import { wireTime } from '../from-baileys/wire-time.ts'
import { proto } from '../library.ts'
import { type Fetch, download } from '../media/download.ts'
import { fieldsOf } from './fields.ts'
import type { KeptNotice } from './notice.ts'

/** Larger ones are more than a shop has. Bytes, as they come. */
const MAX_BYTES = 512 * 1024 * 1024

/** Numbers of the fields of `HistorySync`. */
const CONVERSATIONS = 2
const PUSHNAMES = 7
const LID_MAPPINGS = 15

/** Opens the part behind a notice; nothing is fetched before the items are read. */
export function openHistory(
  media: { readonly host: string; readonly fetch: Fetch },
  kept: Uint8Array,
): PastPart {
  // Written by `historyNoticeIn`, sealed since.
  const { own, notice } = JSON.parse(Buffer.from(kept).toString()) as KeptNotice
  const told = proto.Message.HistorySyncNotification.decode(Buffer.from(notice, 'base64'))
  return { progress: told.progress ?? null, items: itemsOf(media, told, own) }
}

async function* itemsOf(
  media: { readonly host: string; readonly fetch: Fetch },
  told: proto.Message.IHistorySyncNotification,
  own: KeptNotice['own'],
): AsyncGenerator<PastItem> {
  const inline = told.initialHistBootstrapInlinePayload
  if (!inline?.length) {
    const note = wireMediaOf(told, 'history')
    if (!note) throw new UnreadableHistoryError('A notice of history says neither what nor where it is.')
    yield* itemsIn(download(media, note, MAX_BYTES), own)
    return
  }
  try {
    yield* itemsIn([inline], own)
  } catch (error) {
    throw new UnreadableHistoryError('What a notice of history holds cannot be read.', { cause: error })
  }
}

async function* itemsIn(
  packed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  own: KeptNotice['own'],
): AsyncGenerator<PastItem> {
  const inflate = createInflate()
  const plain = Readable.from(packed)
    .on('error', (error) => inflate.destroy(error))
    .pipe(inflate)
  for await (const { number, bytes } of fieldsOf(plain)) {
    if (!bytes) continue
    if (number === CONVERSATIONS) yield* chatIn(proto.Conversation.decode(bytes), own)
    if (number === PUSHNAMES) yield* nameIn(proto.Pushname.decode(bytes))
    if (number === LID_MAPPINGS) yield* mappingIn(proto.PhoneNumberToLIDMapping.decode(bytes))
  }
}

function peopleOf(...jids: (string | null | undefined)[]) {
  const people = jids.flatMap((jid) => personOf(jid) ?? [])
  const [first, ...rest] = [
    ...people.filter((person) => person.kind === 'lid'),
    ...people.filter((person) => person.kind === 'pn'),
  ].map((person) => person.address)
  if (!first) return null
  const addresses: readonly [string, ...string[]] = [first, ...rest.filter((address) => address !== first)]
  return { addresses, phone: addresses.map(phoneOf).find((phone) => phone !== null) ?? null }
}

function* chatIn(chat: proto.IConversation, own: KeptNotice['own']): Generator<PastItem> {
  const person = peopleOf(chat.id, chat.lidJid, chat.pnJid)
  if (!person) return
  const messages = (chat.messages ?? [])
    .flatMap(({ message }) => (message ? (messageIn(message, person.addresses, own) ?? []) : []))
    .sort((a, b) => a.sentAt - b.sentAt)
  yield { kind: 'chat', ...person, bookName: shortText(chat.name, MAX_NAME), messages }
}

function messageIn(
  info: proto.IWebMessageInfo,
  addresses: readonly [string, ...string[]],
  own: KeptNotice['own'],
): PastMessage | null {
  const wireId = plainText(info.key?.id ?? '')
  const inner = info.message && unwrap(info.message)
  if (!wireId || !inner || !contentOf(inner, '')) return null
  const outgoing = info.key?.fromMe === true
  const speaker: Speaker = { outgoing, inGroup: false, addresses, own }
  return {
    wireId,
    direction: outgoing ? 'outgoing' : 'incoming',
    sentAt: wireTime(String(info.messageTimestamp ?? ''), 0),
    content: (mediaId) => {
      const read = contentOf(inner, mediaId)
      // Just proven above to be readable.
      if (!read) return { content: { kind: 'unsupported', what: 'message' }, wireMedia: null }
      const chat = personOf(info.key?.remoteJid)?.address ?? addresses[0]
      return { ...read, wireMedia: named(read.wireMedia, { id: wireId, chat, ours: outgoing }) }
    },
    quoted: quotedIn(inner, speaker),
  }
}

function* nameIn({ id, pushname }: proto.IPushname): Generator<PastItem> {
  const person = peopleOf(id)
  const pushName = shortText(pushname, MAX_NAME)
  if (person && pushName) yield { kind: 'name', ...person, pushName }
}

function* mappingIn({ pnJid, lidJid }: proto.IPhoneNumberToLIDMapping): Generator<PastItem> {
  const person = peopleOf(lidJid, pnJid)
  if (person && person.addresses.length > 1) yield { kind: 'same_person', ...person }
}
