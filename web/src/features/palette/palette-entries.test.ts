// Proves what the palette finds for what is typed, and in which order.
import { describe, expect, it } from 'vitest'
import { fit, fitting } from './palette-entries.ts'

const entry = (text: string) => ({ key: text, text, icon: {}, run: () => {} })

describe('palette', () => {
  it('finds without accents and capitals', () => expect(fit('José Ramos', 'jose')).toBe(0))

  it('prefers what begins so, then words that begin so, then what has all words', () => {
    const found = fitting(['Toko Budi', 'Rambudi', 'Budi', 'Ani'].map(entry), 'budi', 9)
    expect(found.map((one) => one.text)).toEqual(['Budi', 'Toko Budi', 'Rambudi'])
  })

  it('finds words in any order', () => expect(fit('Menunggu bayar', 'bay men')).toBe(2))

  it('finds everything for nothing', () => expect(fitting(['a', 'b'].map(entry), '', 9)).toHaveLength(2))
})
