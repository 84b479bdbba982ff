// Proves that a ciphertext finds its stanza, that all stanzas stand in one queue, and that nothing unencrypted gets in.
import { expect, test } from 'vitest'
import type { BinaryNode } from '../library.ts'
import { createStanzas } from './stanzas.ts'

const message = (content: BinaryNode[], attrs: Record<string, string> = {}): BinaryNode => ({
  tag: 'message',
  attrs: { id: 'W', from: '200@lid', ...attrs },
  content,
})
const enc = (bytes: Uint8Array): BinaryNode => ({ tag: 'enc', attrs: { type: 'msg' }, content: bytes })
const partsOf = (node: BinaryNode) => (Array.isArray(node.content) ? node.content : [])

test('a ciphertext › finds the stanza it came in by its very bytes, as the stanza stood on the wire', () => {
  const stanzas = createStanzas()
  const bytes = Buffer.from('x')
  stanzas.see(message([enc(bytes)]))
  expect(stanzas.of(bytes)).toEqual({
    attrs: { id: 'W', from: '200@lid' },
    part: { type: 'msg' },
    empty: false,
    alone: true,
  })
  expect(stanzas.of(Buffer.from('x'))).toBeNull()
})

test('what waits › stands behind the ciphertext that is asked for, in order, and no more of it than wanted', () => {
  const stanzas = createStanzas()
  const [a, b, c, d] = [Buffer.from('a'), Buffer.from('b'), Buffer.from('c'), Buffer.from('d')]
  stanzas.see(message([enc(a)]))
  stanzas.see(message([enc(b), enc(c)]))
  stanzas.see(message([enc(d)]))
  const behind = (bytes: Buffer, most = 9) => stanzas.behind(bytes, most).map(({ ciphertext }) => ciphertext)
  expect(behind(a)).toEqual([b, c, d])
  expect(behind(b, 1)).toEqual([c])
  expect(stanzas.of(b)?.alone).toBe(false)
  // Asked for again, as after a failure: what is past stays past.
  expect(behind(a)).toEqual([c, d])
  expect(behind(d)).toEqual([])
})

test('a stanza without anything encrypted › says why, where the server does', () => {
  const stanzas = createStanzas()
  const node = message([{ tag: 'unavailable', attrs: { type: 'view_once' } }])
  stanzas.see(node)
  const standIn = partsOf(node).find((part) => part.tag === 'enc')?.content
  const seen = standIn instanceof Uint8Array ? stanzas.of(standIn) : null
  expect(seen).toMatchObject({ empty: true, part: { unavailable: 'view_once' } })
})

test('a live stanza › joins the queue of the backlog', () => {
  const node = message([enc(Buffer.from('x'))])
  createStanzas().see(node)
  expect(node.attrs['offline']).toBe('1')
})

test('an unencrypted part › is taken out, beside an encrypted one and alone', () => {
  const stanzas = createStanzas()
  const plaintext: BinaryNode = { tag: 'plaintext', attrs: {}, content: Buffer.from('forged') }
  const both = message([plaintext, enc(Buffer.from('x'))])
  stanzas.see(both)
  expect(partsOf(both).map((part) => part.tag)).toEqual(['enc'])
  const alone = message([plaintext])
  stanzas.see(alone)
  expect(partsOf(alone).map((part) => part.tag)).toEqual(['enc'])
  const standIn = partsOf(alone)[0]?.content
  expect(standIn instanceof Uint8Array && stanzas.of(standIn)?.empty).toBe(true)
})

test('a stanza without anything encrypted › comes through the seam as empty', () => {
  const stanzas = createStanzas()
  const node = message([{ tag: 'unavailable', attrs: { type: 'view_once' } }])
  stanzas.see(node)
  expect(partsOf(node).map((part) => part.tag)).toEqual(['unavailable', 'enc'])
})

test('channels, other stanzas and handshake bytes › are left as they are', () => {
  const stanzas = createStanzas()
  const channel = message([{ tag: 'plaintext', attrs: {}, content: Buffer.from('news') }], {
    from: '5@newsletter',
  })
  stanzas.see(channel)
  expect(partsOf(channel)).toHaveLength(1)
  const receipt: BinaryNode = { tag: 'receipt', attrs: { id: 'R' } }
  stanzas.see(receipt)
  expect(receipt.attrs).toEqual({ id: 'R' })
  stanzas.see(Buffer.from('handshake'))
})
