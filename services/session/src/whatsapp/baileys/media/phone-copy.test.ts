// Proves what an answer of the phone means, whatever its bytes are, and whose file it is about.
import { createCipheriv, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BinaryNode } from '../library.ts'
import { proto } from '../library.ts'
import { askFor, askNameOf, fileAnswerIn, readAnswer } from './phone-copy.ts'

const { ResultType } = proto.MediaRetryNotification
const key = Buffer.alloc(32, 7)
const noteOf = (over: Record<string, unknown> = {}) =>
  JSON.stringify({
    version: 1,
    kind: 'image',
    path: '/v/old',
    key: key.toString('base64'),
    encryptedSha256: '',
    sha256: '',
    bytes: 5,
    message: { id: 'W1', chat: '200@lid', ours: false },
    ...over,
  })

function sealed(told: proto.IMediaRetryNotification, mediaKey = key, id = 'W1'): BinaryNode {
  const info = 'WhatsApp Media Retry Notification'
  const iv = Buffer.alloc(12, 3)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', mediaKey, '', info, 32)), iv)
  cipher.setAAD(Buffer.from(id))
  const plain = proto.MediaRetryNotification.encode(told).finish()
  const enc_p = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  const parts = Object.entries({ enc_p, enc_iv: iv }).map(([tag, content]) => ({ tag, attrs: {}, content }))
  return { tag: 'encrypt', attrs: {}, content: parts }
}
const notification = (...content: BinaryNode[]): BinaryNode => ({
  tag: 'notification',
  attrs: { type: 'mediaretry', id: 'W1', from: '62811@s.whatsapp.net' },
  content,
})
const refusal = (code: number) => ({ tag: 'error', attrs: { code: String(code) } })
const read = (child: BinaryNode, note = noteOf()) =>
  readAnswer(note, fileAnswerIn(notification(child))?.answer ?? '')
const found = { stanzaId: 'W1', directPath: '/v/new?x=1', result: ResultType.SUCCESS }

test('an answer › with a new path is the same note with that path', () => {
  const answer = read(sealed(found))
  const again: unknown = JSON.parse(answer.kind === 'found' ? answer.wireMedia : '{}')
  expect(again).toEqual({ ...(JSON.parse(noteOf()) as object), path: '/v/new?x=1' })
})

test('an answer › that the phone does not have it is final; any other refusal is not', () => {
  expect(read(refusal(ResultType.NOT_FOUND))).toEqual({ kind: 'lost' })
  expect(read(sealed({ result: ResultType.NOT_FOUND }))).toEqual({ kind: 'lost' })
  for (const answer of [
    refusal(ResultType.GENERAL_ERROR),
    refusal(ResultType.DECRYPTION_ERROR),
    sealed({ result: ResultType.GENERAL_ERROR }),
    sealed({ ...found, directPath: 'https://evil.example/x' }),
    sealed({ ...found, directPath: '' }),
  ])
    expect(read(answer)).toEqual({ kind: 'refused' })
})

test('an answer › sealed for another message, or with another key, is none to us', () => {
  expect(read(sealed(found, Buffer.alloc(32, 8)))).toEqual({ kind: 'not_ours' })
  expect(read(sealed(found, key, 'W2'))).toEqual({ kind: 'not_ours' })
})

test('an answer › is total: no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), fc.string(), (body, iv, junk) => {
      const parts = [body, iv].map((content, at) => ({ tag: at ? 'enc_iv' : 'enc_p', attrs: {}, content }))
      expect(read({ tag: 'encrypt', attrs: {}, content: parts })).toEqual({ kind: 'not_ours' })
      expect(readAnswer(noteOf(), junk).kind).toBe('not_ours')
    }),
  )
  for (const node of [
    notification(),
    { tag: 'notification', attrs: { type: 'mediaretry', id: 'W1' } },
    { tag: 'notification', attrs: {} },
  ])
    expect(() => fileAnswerIn(node)).not.toThrow()
})

test('an ask › goes to our own phone and names the message, in a group with its author', () => {
  const author = '300@lid'
  const note = noteOf({ message: { id: 'W1', chat: '77@g.us', ours: false, author } })
  expect(askFor(note, '62811:7@s.whatsapp.net')).toMatchObject({
    tag: 'receipt',
    attrs: { id: 'W1', to: '62811@s.whatsapp.net', type: 'server-error' },
    content: [
      { tag: 'encrypt' },
      { tag: 'rmr', attrs: { jid: '77@g.us', from_me: 'false', participant: author } },
    ],
  })
  expect(askNameOf(note)).toBe('W1')
  expect(askNameOf(noteOf({ message: undefined }))).toBeNull()
})
