// Does every value of a column reach Postgres as it is, whatever marks it holds?
import { describe, expect, test } from 'vitest'
import { columnArray } from './column-array.ts'

describe('column array', () => {
  test('writes what needs no quotes without them', () => {
    expect(columnArray('bigint', [1, -2, null])).toBe('{1,-2,NULL}')
    expect(columnArray('boolean', [true, false])).toBe('{true,false}')
    expect(columnArray('timestamptz', ['2026-11-28T02:30:00.123Z'])).toBe('{2026-11-28T02:30:00.123Z}')
  })

  test('quotes every text, so that none is taken for a mark, nothing, or a null', () => {
    expect(columnArray('text', ['', 'NULL', 'a,b', '{x}', ' '])).toBe('{"","NULL","a,b","{x}"," "}')
    expect(columnArray('text', ['say "hi"', 'C:\\'])).toBe('{"say \\"hi\\"","C:\\\\"}')
  })

  test('keeps nothing that Postgres refuses', () => {
    expect(columnArray('text', ['a\0b', 'half \ud83d'])).toBe('{"ab","half \ufffd"}')
    expect(columnArray('jsonb', [{ text: 'a\0b' }])).toBe('{"{\\"text\\":\\"ab\\"}"}')
  })

  test('writes no value at all as an empty array', () => {
    expect(columnArray('text', [])).toBe('{}')
  })
})
