// Owns the rules of Range headers.
import { describe, expect, it } from 'vitest'
import { byteRange } from './byte-range.model.ts'

describe('byte range', () => {
  it.each([
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=99-99', { start: 99, end: 99 }],
  ])('%s asks for a part', (header, range) => {
    expect(byteRange(header, 100)).toEqual(range)
  })

  it.each([undefined, '', 'bytes=-', 'bytes=5-4', 'bytes=0-1,3-4', 'items=0-1', 'bytes=a-b', ['bytes=0-1']])(
    '%j asks for the whole file',
    (header) => {
      expect(byteRange(header, 100)).toBeNull()
    },
  )

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('%s cannot be answered', (header) => {
    expect(byteRange(header, 100)).toBe('unsatisfiable')
  })
})
