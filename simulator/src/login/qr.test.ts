// Rules of QR texts.
import { describe, expect, it } from 'vitest'
import { parseQr } from './qr.ts'

const fields = { ref: '2@abc', noiseKey: 'bm8=', identity: 'aWQ=', advSecret: 'c2U=' }

describe('QR text', () => {
  it.each([
    ['the link of current clients', 'https://wa.me/settings/linked_devices#2@abc,bm8=,aWQ=,c2U=,1'],
    ['bare fields of older clients', ' 2@abc,bm8=,aWQ=,c2U=\n'],
  ])('%s is read', (_name, text) => {
    expect(parseQr(text)).toEqual(fields)
  })

  it.each(['', 'hello', 'https://wa.me/settings/linked_devices#', 'a,b,c'])('%j is no QR', (text) => {
    expect(parseQr(text)).toBeUndefined()
  })
})
