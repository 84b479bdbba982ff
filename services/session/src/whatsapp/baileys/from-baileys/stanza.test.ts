// Proves which message of which chat a stanza brings.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JournalledStanza } from '../../../intake/arrival.ts'
import { messageOf } from './stanza.ts'

const own = { pn: '6281100000001:7@s.whatsapp.net', lid: '900:7@lid' }
const read = (attrs: Record<string, string>) =>
  messageOf({
    version: 1,
    attrs: { id: 'W', t: '1764000000', ...attrs },
    part: {},
    own,
  } satisfies JournalledStanza)

test('incoming by LID › LID first, phone beside it, device left off, name of the sender', () => {
  expect(read({ from: '200:3@lid', sender_pn: '62812@s.whatsapp.net', notify: 'Budi' })).toEqual({
    group: null,
    addresses: ['200@lid', '62812@s.whatsapp.net'],
    phone: '62812',
    name: 'Budi',
    direction: 'incoming',
    wireId: 'W',
    sentAt: 1_764_000_000_000,
  })
})

test('incoming by phone address › is the same chat: LID first all the same', () => {
  expect(read({ from: '62812@s.whatsapp.net', sender_lid: '200@lid' })?.addresses).toEqual([
    '200@lid',
    '62812@s.whatsapp.net',
  ])
})

test('incoming by LID alone › has no phone until one is known from before', () => {
  expect(read({ from: '200@lid' })).toMatchObject({ addresses: ['200@lid'], phone: null, name: null })
  expect(read({ from: '200@lid', known_pn: '62812:0@s.whatsapp.net' })).toMatchObject({ phone: '62812' })
})

test('typed on our own phone › is outgoing, in the chat of the recipient, without our own name', () => {
  expect(
    read({
      from: '900@lid',
      recipient: '200@lid',
      peer_recipient_pn: '62812@s.whatsapp.net',
      notify: 'Toko',
    }),
  ).toMatchObject({ direction: 'outgoing', addresses: ['200@lid', '62812@s.whatsapp.net'], name: null })
})

test('a message of a group › is its author’s, in the chat of the group', () => {
  const attrs = { from: '1-2@g.us', participant: '200:4@lid', participant_pn: '62812@s.whatsapp.net' }
  expect(read(attrs)).toMatchObject({
    group: '1-2@g.us',
    direction: 'incoming',
    addresses: ['200@lid', '62812@s.whatsapp.net'],
    phone: '62812',
  })
  expect(read({ ...attrs, participant: '900:3@lid' })).toMatchObject({
    direction: 'outgoing',
    addresses: ['1-2@g.us'],
    phone: null,
  })
})

test('what somebody writes to a list that we are on › is a message of theirs like any other', () => {
  expect(read({ from: '55@broadcast', participant: '200@lid' })).toMatchObject({
    group: null,
    addresses: ['200@lid'],
  })
})

test('status, channels, what our phone tells this device, and unknown places › are no messages of a chat', () => {
  expect(read({ from: 'status@broadcast', participant: '200@lid' })).toBeNull()
  expect(read({ from: '5@newsletter' })).toBeNull()
  expect(read({ from: '200@weird' })).toBeNull()
  expect(read({ from: '6281100000001@s.whatsapp.net', category: 'peer' })).toBeNull()
})

test('a stranger who calls himself our phone › stays a stranger', () => {
  expect(read({ from: '200@lid', category: 'peer' })).toMatchObject({ direction: 'incoming' })
})

test('names › lose what hides or turns them, and are cut', () => {
  expect(read({ from: '200@lid', notify: `a\u202e\u0000\n${'b'.repeat(10_000)}` })?.name).toHaveLength(100)
})

test('any attributes › are read without throwing', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.string()), (attrs) => void read(attrs)))
  expect(read({ from: '200@lid', t: 'soon' })?.sentAt).toBe(0)
})
