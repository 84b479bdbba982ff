// Proves that a found message shows where the words stand, whatever the words are.
import { describe, expect, it } from 'vitest'
import { snippet } from './snippet.ts'

const marked = (text: string, search: string) =>
  snippet(text, search)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('')

describe('snippet', () => {
  it('marks words and parts of words, in any case', () => {
    expect(marked('Nomor RESI saya: resinya mana?', 'resi')).toBe('Nomor [RESI] saya: [resi]nya mana?')
  })

  it('marks several words', () => expect(marked('satu dua tiga', 'tiga satu')).toBe('[satu] dua [tiga]'))

  it('begins a little before the first hit of a long text', () => {
    const text = `${'kata '.repeat(60)}resi JNE`
    expect(marked(text, 'resi')).toMatch(/^… (kata )+\[resi\] JNE$/)
    expect(marked(text, 'resi').length).toBeLessThan(80)
  })

  it('takes signs as signs', () =>
    expect(marked('harga 10% (sepuluh).', '10% (')).toBe('harga [10%] [(]sepuluh).'))

  it('marks nothing without words', () => expect(marked('halo', ' ')).toBe('halo'))
})
