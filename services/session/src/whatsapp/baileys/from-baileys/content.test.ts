// Proves what a decrypted message says in our words, whatever it is wrapped in and whatever the bytes are.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proto } from '../library.ts'
import { contentOf } from './content.ts'

const padded = (message: proto.IMessage) =>
  Buffer.concat([proto.Message.encode(message).finish(), Buffer.from([2, 2])])
const saying = (message: proto.IMessage) => contentOf(padded(message))
const halo: proto.IMessage = { conversation: 'halo' }

test('text › in both of its forms', () => {
  expect(saying(halo)).toEqual({ kind: 'text', text: 'halo' })
  expect(saying({ extendedTextMessage: { text: 'lihat https://x.id' } })).toEqual({
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
    expect(saying(wrapped)).toEqual({ kind: 'text', text: 'halo' })
  }
})

test('nesting › beyond reason is told as such, not followed', () => {
  let message = halo
  for (let depth = 0; depth < 50; depth++) message = { ephemeralMessage: { message } }
  expect(saying(message)).toEqual({ kind: 'unsupported', what: 'nested message' })
})

test('what we do not show yet › is named', () => {
  expect(saying({ imageMessage: { caption: 'foto' } })).toEqual({ kind: 'unsupported', what: 'image' })
  expect(saying({ audioMessage: { ptt: true } })).toEqual({ kind: 'unsupported', what: 'voice message' })
  expect(saying({ pollCreationMessageV3: { name: 'kapan?' } })).toEqual({ kind: 'unsupported', what: 'poll' })
  expect(saying({ newsletterAdminInviteMessage: {} })).toEqual({
    kind: 'unsupported',
    what: 'newsletter admin invite',
  })
})

test('protocol, key distribution and reactions › are no messages', () => {
  expect(saying({ protocolMessage: { type: 0 } })).toBeNull()
  expect(saying({ senderKeyDistributionMessage: { groupId: 'g' }, messageContextInfo: {} })).toBeNull()
  expect(saying({ reactionMessage: { text: '👍' } })).toBeNull()
})

test('key distribution beside a message › does not hide the message', () => {
  expect(saying({ senderKeyDistributionMessage: { groupId: 'g' }, ...halo })).toEqual({
    kind: 'text',
    text: 'halo',
  })
})

test('a kind of message from the future › is visible as unknown', () => {
  expect(contentOf(Buffer.from([0xfa, 0x7f, 1, 0x61, 1]))).toEqual({ kind: 'unsupported', what: 'unknown' })
})

test('text › loses U+0000, which Postgres cannot store, and nothing else', () => {
  expect(saying({ conversation: 'a\u0000b 🇮🇩' })).toEqual({ kind: 'text', text: 'ab 🇮🇩' })
})

test('a text too long for an event › is told as unsupported', () => {
  expect(saying({ conversation: 'x'.repeat(100_001) })).toEqual({
    kind: 'unsupported',
    what: 'very long text',
  })
})

test('any bytes › are read without throwing', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => void contentOf(bytes)),
    { numRuns: 500 },
  )
})
