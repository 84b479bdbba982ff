// Proves which messages are read before Baileys comes to them, and which have to wait for it.
import { describe, expect, it } from 'vitest'
import type { BinaryNode } from '../library.ts'
import { createReadAhead, MOST } from './read-ahead.ts'
import { createStanzas } from './stanzas.ts'

const sender = '200@lid'

interface Stanza {
  readonly attrs?: Record<string, string>
  readonly type?: string
  readonly beside?: BinaryNode[]
}

/** Which of `behind` (called 1, 2, 3…) are read with the message before them; `met`: as whom that one was read before. */
function readWithFirst(met: string | null, ...behind: Stanza[]): string[] {
  const stanzas = createStanzas()
  const ahead = createReadAhead(stanzas)
  const see = ({ attrs = {}, type = 'msg', beside = [] }: Stanza, name: number): Buffer => {
    const content = Buffer.from(String(name))
    const part = { tag: 'enc', attrs: { type }, content }
    const whole = { id: `W${name}`, from: sender, ...attrs }
    stanzas.see({ tag: 'message', attrs: whole, content: [part, ...beside] })
    return content
  }
  const first = see({}, 0)
  const seen = stanzas.of(first)
  if (seen && met !== null) ahead.met(seen, met)
  for (const [index, stanza] of behind.entries()) see(stanza, index + 1)
  return ahead.behind(first).map(({ ciphertext }) => Buffer.from(ciphertext).toString())
}

describe('reading ahead', () => {
  it('takes what its sender sent, first messages too', () => {
    expect(readWithFirst(sender, {}, { type: 'pkmsg' }, {})).toEqual(['1', '2', '3'])
  })

  it('waits for Baileys to come to a sender once', () => {
    expect(readWithFirst(null, {})).toEqual([])
    expect(readWithFirst(sender, { attrs: { from: '300@lid' } }, {})).toEqual([])
  })

  it('leaves to Baileys whoever it may know by another address', () => {
    expect(readWithFirst('62811@s.whatsapp.net', {})).toEqual([])
    expect(readWithFirst(sender, { attrs: { sender_pn: '62811@s.whatsapp.net' } })).toEqual([])
  })

  it.each<[string, Stanza]>([
    ['a group', { attrs: { from: '1@g.us', participant: sender } }],
    ['our own phone', { attrs: { recipient: '300@lid' } }],
    ['a word between our own devices', { attrs: { category: 'peer' } }],
    ['something unreadable', { type: 'msmsg' }],
    ['two ciphertexts', { beside: [{ tag: 'enc', attrs: { type: 'skmsg' }, content: Buffer.from('x') }] }],
    ['a sender key', { type: 'skmsg' }],
  ])('stops at %s, so that nothing overtakes it', (_, stanza) => {
    expect(readWithFirst(sender, {}, stanza, {})).toEqual(['1'])
  })

  it('takes no more than so many at a time', () => {
    expect(readWithFirst(sender, ...Array.from({ length: MOST + 9 }, () => ({})))).toHaveLength(MOST)
  })
})
