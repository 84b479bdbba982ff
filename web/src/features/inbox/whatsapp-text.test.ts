// Proves how WhatsApp's markup is read, and that no text can make it slow.
import { describe, expect, it } from 'vitest'
import { formatWhatsAppText, plainWhatsAppText } from './whatsapp-text.ts'

describe('WhatsApp text', () => {
  it('reads bold, italic, strike and mono', () => {
    expect(formatWhatsAppText('*a* _b_ ~c~ ```d```')).toEqual([
      { kind: 'bold', parts: [{ kind: 'text', text: 'a' }] },
      { kind: 'text', text: ' ' },
      { kind: 'italic', parts: [{ kind: 'text', text: 'b' }] },
      { kind: 'text', text: ' ' },
      { kind: 'strike', parts: [{ kind: 'text', text: 'c' }] },
      { kind: 'text', text: ' ' },
      { kind: 'mono', text: 'd' },
    ])
  })

  it('nests different marks', () => {
    expect(formatWhatsAppText('*_a_*')).toEqual([
      { kind: 'bold', parts: [{ kind: 'italic', parts: [{ kind: 'text', text: 'a' }] }] },
    ])
  })

  it('reads code between single backticks on one line', () => {
    expect(formatWhatsAppText('kode `A*1*` ya')).toEqual([
      { kind: 'text', text: 'kode ' },
      { kind: 'mono', text: 'A*1*' },
      { kind: 'text', text: ' ya' },
    ])
  })

  it.each([
    '``',
    'a ` b',
    '`a\nb`',
    '2*3*4',
    '* a*',
    '*a *',
    '*a\nb*',
    'nama_depan_saya',
    '**',
    '*',
    '```',
    'a * b * c',
  ])('leaves %j as it is', (text) => expect(formatWhatsAppText(text)).toEqual([{ kind: 'text', text }]))

  it('links http and https only, without the punctuation behind', () => {
    expect(formatWhatsAppText('lihat https://toko.id/a_b_c.')).toEqual([
      { kind: 'text', text: 'lihat ' },
      { kind: 'link', href: 'https://toko.id/a_b_c', text: 'https://toko.id/a_b_c' },
      { kind: 'text', text: '.' },
    ])
    expect(formatWhatsAppText('javascript:alert(1) data:text/html,x')).toEqual([
      { kind: 'text', text: 'javascript:alert(1) data:text/html,x' },
    ])
  })

  it('keeps markup of pages as text', () => {
    const text = '<img src=x onerror=alert(1)> *<b>x</b>*'
    const parts = formatWhatsAppText(text)
    expect(parts[0]).toEqual({ kind: 'text', text: '<img src=x onerror=alert(1)> ' })
    expect(plainWhatsAppText(text)).toBe('<img src=x onerror=alert(1)> <b>x</b>')
  })

  it('loses no character of a long text', () => {
    const text = 'halo *dunia* '.repeat(5_000)
    const length = (parts: ReturnType<typeof formatWhatsAppText>): number =>
      parts.reduce((sum, part) => sum + ('parts' in part ? length(part.parts) + 2 : part.text.length), 0)
    expect(length(formatWhatsAppText(text))).toBe(text.length)
  })

  it.each(['*a ', '*_~', '```', '`\n', '`a``', 'http://[', '_*a*_ ', '*a _b ~c '])(
    'stays quick for many times %j',
    (piece) => {
      const started = performance.now()
      formatWhatsAppText(piece.repeat(60_000 / piece.length))
      expect(performance.now() - started).toBeLessThan(250)
    },
  )

  it('shows previews without marks and on one line', () => {
    expect(plainWhatsAppText('Kode ```HEMAT25```\n\n~Rp 5~  *ya*')).toBe('Kode HEMAT25 Rp 5 ya')
  })
})
