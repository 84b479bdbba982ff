// Are cursors opaque but exact, and do pages fit into one answer?
import { describe, expect, test } from 'vitest'
import { cursorAfter, sequenceIn } from './cursor.model.ts'
import { fitting } from './page-size.model.ts'

describe('cursor', () => {
  test('gives back the sequence it was made of', () => {
    for (const sequence of [0, 1, 42, 999_999_999_999]) {
      const cursor = cursorAfter('messages', sequence)
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/)
      expect(sequenceIn('messages', cursor)).toBe(sequence)
    }
  })

  test('is refused by another list', () => {
    expect(sequenceIn('messages', cursorAfter('conversations', 1))).toBeNull()
  })

  test.each([
    '',
    '!!!',
    'abc',
    btoa('messages:-1'),
    btoa('messages:01'),
    btoa('messages:1:2'),
    btoa('messages:9e99'),
  ])('is refused when it is %j', (cursor) => expect(sequenceIn('messages', cursor)).toBeNull())
})

describe('page', () => {
  test('holds the limit and tells that there is more', () => {
    expect(fitting([1, 2, 3], 2)).toEqual({ items: [1, 2], more: true })
    expect(fitting([1, 2], 2)).toEqual({ items: [1, 2], more: false })
  })

  test('is cut before it is larger than one answer', () => {
    const long = 'é'.repeat(150_000)
    expect(fitting([long, long, long, long], 10)).toMatchObject({ more: true, items: [long, long] })
  })

  test('holds at least one row however large', () => {
    expect(fitting(['x'.repeat(900_000), 'y'], 10).items).toHaveLength(1)
  })
})
