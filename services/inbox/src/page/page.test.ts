// Are cursors opaque but exact, and do pages fit into one answer?
import { exampleId } from '@indoshopster/contracts/examples'
import { describe, expect, test } from 'vitest'
import { contactIn, cursorAfter, cursorAfterContact, placeIn } from './cursor.model.ts'
import { fitting } from './page-size.model.ts'

describe('cursor', () => {
  test('gives back the place it was made of', () => {
    for (const place of [
      [0, 0],
      [1, 42],
      [1_768_478_400, 999_999_999_999],
    ]) {
      const cursor = cursorAfter('messages', place)
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/)
      expect(placeIn('messages', cursor)).toEqual(place)
    }
  })

  test('of contacts gives back the id it was made of', () => {
    expect(contactIn(cursorAfterContact(exampleId(7)))).toBe(exampleId(7))
    expect(contactIn(cursorAfter('messages', [1, 2]))).toBeNull()
    expect(contactIn(btoa("contacts:' OR 1=1"))).toBeNull()
  })

  test('is refused by another list', () => {
    expect(placeIn('messages', cursorAfter('conversations', [1, 2]))).toBeNull()
  })

  test.each([
    '',
    '!!!',
    'abc',
    btoa('messages:1'),
    btoa('messages:1:-1'),
    btoa('messages:01:1'),
    btoa('messages:1:2:3'),
    btoa('messages:1:9e99'),
    btoa('messages:1:9999999999999999'),
  ])('is refused when it is %j', (cursor) => expect(placeIn('messages', cursor)).toBeNull())
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
