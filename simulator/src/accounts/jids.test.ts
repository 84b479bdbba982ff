// Rules of addresses and numbers.
import { describe, expect, it } from 'vitest'
import { lidJid, normalizePhone, parseJid, pnJid } from './jids.ts'

describe('addresses', () => {
  it.each([
    ['6281@s.whatsapp.net', { user: '6281', device: 0, server: 's.whatsapp.net' }],
    ['6281:12@s.whatsapp.net', { user: '6281', device: 12, server: 's.whatsapp.net' }],
    ['200:3@lid', { user: '200', device: 3, server: 'lid' }],
    ['200_1:3@lid', { user: '200', device: 3, server: 'lid' }],
  ])('%s is read', (jid, expected) => {
    expect(parseJid(jid)).toEqual(expected)
  })

  it.each(['', '@s.whatsapp.net', 'no-server', undefined])('%s is nobody', (jid) => {
    expect(parseJid(jid)).toBeUndefined()
  })

  it('device 0 is not written', () => {
    expect([pnJid('6281'), pnJid('6281', 4), lidJid('200'), lidJid('200', 4)]).toEqual([
      '6281@s.whatsapp.net',
      '6281:4@s.whatsapp.net',
      '200@lid',
      '200:4@lid',
    ])
  })

  it.each([
    ['+62 812-3456 (7890)', '6281234567890'],
    ['6299475799378', '6299475799378'],
    ['0812345', undefined],
    ['1234', undefined],
    ['halo', undefined],
  ])('the number %s becomes %s', (written, digits) => {
    expect(normalizePhone(written)).toBe(digits)
  })
})
