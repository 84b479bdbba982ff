// Proves what a decrypted message says or changes, whatever it is wrapped in and whatever the bytes are.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proto } from '../library.ts'
import { content, file, inGroup, ownPhone, said, stranger } from './said.setup.ts'
import { saidIn } from './said.ts'

const halo: proto.IMessage = { conversation: 'halo' }
const { Type } = proto.Message.ProtocolMessage

test('text › in both of its forms', () => {
  expect(content(halo)).toEqual({ kind: 'text', text: 'halo' })
  expect(content({ extendedTextMessage: { text: 'lihat https://x.id' } })).toEqual({
    kind: 'text',
    text: 'lihat https://x.id',
  })
})

test('text › is found inside every envelope, and envelopes in envelopes', () => {
  for (const wrapped of [
    { deviceSentMessage: { destinationJid: '1@lid', message: halo } },
    { ephemeralMessage: { message: halo } },
    { viewOnceMessage: { message: halo } },
    { viewOnceMessageV2: { message: halo } },
    { deviceSentMessage: { message: { ephemeralMessage: { message: halo } } } },
  ]) {
    expect(content(wrapped)).toEqual({ kind: 'text', text: 'halo' })
  }
})

test('nesting › beyond reason is told as such, not followed', () => {
  let message = halo
  for (let depth = 0; depth < 1000; depth++) message = { viewOnceMessage: { message } }
  expect(content(message)).toEqual({ kind: 'unsupported', what: 'nested message' })
})

test('ten megabytes › are told as such, not read', () => {
  expect(content({ conversation: 'x'.repeat(10_000_000) })).toEqual({
    kind: 'unsupported',
    what: 'very large message',
  })
})

test('text › of 65,000 characters, right to left, with script and joined emoji stays as it was written', () => {
  for (const text of ['x'.repeat(65_000), '\u202eabc', '<script>alert(1)</script>', '👩‍👩‍👧‍👦']) {
    expect(content({ conversation: text })).toEqual({ kind: 'text', text })
  }
})

test('text › loses U+0000 and half characters, which Postgres cannot store, and nothing else', () => {
  expect(content({ conversation: 'a\u0000b 🇮🇩' })).toEqual({ kind: 'text', text: 'ab 🇮🇩' })
})

test('a text too long for an event › is told as unsupported, with its beginning', () => {
  expect(content({ conversation: 'x'.repeat(100_001) })).toMatchObject({
    kind: 'unsupported',
    what: 'very long text',
  })
})

test('location › where it is, live too; a place that is none is not shown', () => {
  const place = { degreesLatitude: -6.2, degreesLongitude: 106.8 }
  expect(content({ locationMessage: { ...place, name: 'Monas', address: 'Jakarta' } })).toEqual({
    kind: 'location',
    latitude: -6.2,
    longitude: 106.8,
    name: 'Monas',
    address: 'Jakarta',
  })
  expect(content({ liveLocationMessage: place })).toMatchObject({ kind: 'location', name: null })
  for (const degreesLatitude of [91, NaN, Infinity]) {
    expect(content({ locationMessage: { ...place, degreesLatitude } })).toMatchObject({ kind: 'unsupported' })
  }
})

test('contact cards › one or several, name and numbers of each', () => {
  const vcard =
    'BEGIN:VCARD\nVERSION:3.0\nFN:Budi\nitem1.TEL;waid=6281234567890:+62 812-3456-7890\nTEL;TYPE=home:021 555\nEND:VCARD'
  const card = { name: 'Pak Budi', phones: ['6281234567890', '021555'] }
  expect(content({ contactMessage: { displayName: 'Pak Budi', vcard } })).toEqual({
    kind: 'contact_card',
    cards: [card],
  })
  expect(
    content({ contactsArrayMessage: { contacts: [{ displayName: 'Pak Budi', vcard }, { vcard }] } }),
  ).toMatchObject({ cards: [card, { name: 'Budi' }] })
})

test('what we do not show yet › is named, with the words it holds', () => {
  expect(
    content({
      pollCreationMessageV3: { name: 'kapan?', options: [{ optionName: 'a' }, { optionName: 'b' }] },
    }),
  ).toEqual({ kind: 'unsupported', what: 'poll', detail: 'kapan?\na\nb' })
  expect(content({ buttonsResponseMessage: { selectedDisplayText: 'Ya' } })).toEqual({
    kind: 'unsupported',
    what: 'button answer',
    detail: 'Ya',
  })
  expect(content({ newsletterAdminInviteMessage: {} })).toEqual({
    kind: 'unsupported',
    what: 'newsletter admin invite',
  })
})

test('an answer › tells what it answers: whose, what kind, its first words', () => {
  const answer = (participant: string) =>
    said({
      extendedTextMessage: {
        text: 'ya',
        contextInfo: {
          stanzaId: 'Q',
          participant,
          quotedMessage: { imageMessage: { caption: 'x'.repeat(999) } },
        },
      },
    })
  expect(answer('900@lid')).toMatchObject({
    quoted: { ref: { wireId: 'Q', author: 'us' }, kind: 'image', excerpt: 'x'.repeat(300) },
  })
  expect(answer('200@lid')).toMatchObject({ quoted: { ref: { author: 'contact' } } })
  const inIt = { contextInfo: { stanzaId: 'Q', participant: '300:4@lid', quotedMessage: halo } }
  expect(said({ imageMessage: { ...file, ...inIt } }, inGroup)).toMatchObject({
    quoted: { ref: { author: { addresses: ['300@lid'] } }, kind: 'text', excerpt: 'halo' },
  })
})

const key = (over: proto.IMessageKey = {}) => ({ remoteJid: '200@lid', fromMe: true, id: 'T', ...over })
const edit = (over: proto.IMessageKey = {}): proto.IMessage => ({
  protocolMessage: { key: key(over), type: Type.MESSAGE_EDIT, editedMessage: { conversation: 'baru' } },
})
const deletion = (over: proto.IMessageKey = {}): proto.IMessage => ({
  protocolMessage: { key: key(over), type: Type.REVOKE },
})

test('edits and deletions › are of a message of whoever sends them', () => {
  const edited = { kind: 'edit', content: { kind: 'text', text: 'baru' } }
  expect(said(edit())).toEqual({ ...edited, target: { wireId: 'T', author: 'contact' } })
  expect(said({ editedMessage: { message: edit() } })).toMatchObject(edited)
  expect(said(edit(), ownPhone)).toMatchObject({ target: { author: 'us' } })
  expect(said(deletion(), inGroup)).toEqual({
    kind: 'revocation',
    target: { wireId: 'T', author: { addresses: ['200@lid'] } },
  })
})

test('edits and deletions › of a message of somebody else are forged', () => {
  expect(said(edit({ fromMe: false }))).toEqual({ kind: 'forged', what: 'edit' })
  expect(said(deletion({ fromMe: false }))).toEqual({ kind: 'forged', what: 'deletion' })
  expect(said(deletion({ fromMe: false, participant: '300@lid' }), inGroup)).toMatchObject({ kind: 'forged' })
})

test('reactions › name the author of what they are to, from the reactor’s side', () => {
  const reaction = (fromMe: boolean, text = '👍', participant?: string) => ({
    reactionMessage: { key: key({ fromMe, participant: participant ?? null }), text },
  })
  expect(said(reaction(false))).toEqual({
    kind: 'reaction',
    emoji: '👍',
    target: { wireId: 'T', author: 'us' },
  })
  expect(said(reaction(true, ''))).toMatchObject({ emoji: null, target: { author: 'contact' } })
  expect(said(reaction(false), ownPhone)).toMatchObject({ target: { author: 'contact' } })
  expect(said(reaction(false, '❤️', '900@lid'), inGroup)).toMatchObject({ target: { author: 'us' } })
  expect(said(reaction(false, '❤️', '300@lid'), inGroup)).toMatchObject({
    target: { author: { addresses: ['300@lid'] } },
  })
})

test('what only our own phone may say › is forged when a stranger says it', () => {
  for (const type of [
    Type.HISTORY_SYNC_NOTIFICATION,
    Type.APP_STATE_SYNC_KEY_SHARE,
    Type.LID_MIGRATION_MAPPING_SYNC,
    Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
  ]) {
    expect(said({ protocolMessage: { type } })).toMatchObject({ kind: 'forged' })
    expect(said({ protocolMessage: { type } }, ownPhone)).toBeNull()
  }
})

test('key distribution and settings › are no messages, and do not hide one beside them', () => {
  const keys = { senderKeyDistributionMessage: { groupId: 'g' } }
  expect(said({ ...keys, messageContextInfo: {} })).toBeNull()
  expect(said({ protocolMessage: { type: Type.EPHEMERAL_SETTING } })).toBeNull()
  expect(content({ ...keys, ...halo })).toEqual({ kind: 'text', text: 'halo' })
})

test('a vote in a poll › is a line of its own, without what was chosen, which is encrypted', () => {
  const pollUpdateMessage = { pollCreationMessageKey: { id: 'P' }, vote: { encPayload: Buffer.alloc(40, 1) } }
  expect(content({ pollUpdateMessage, messageContextInfo: {} })).toEqual({
    kind: 'unsupported',
    what: 'poll_vote',
  })
})

test('a kind of message from the future › is visible as unknown', () => {
  expect(saidIn(stranger, Buffer.from([0xfa, 0x7f, 1, 0x61, 1]), 'm')).toMatchObject({
    content: { kind: 'unsupported', what: 'unknown' },
  })
})

test('any bytes › are read without throwing', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => void saidIn(stranger, bytes, 'm')),
    { numRuns: 500 },
  )
})
