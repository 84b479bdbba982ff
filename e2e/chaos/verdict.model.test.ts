// Owns the rules by which a chaos run is judged.
import { describe, expect, test } from 'vitest'
import { countLanes, isClean } from './verdict.model.ts'

const count = (given: string, found: string) =>
  countLanes([{ given: given.split(' '), found: found.split(' ') }])
const clean = { lost: 0, doubled: 0, reordered: 0, unknown: 0 }

describe('verdict', () => {
  test('finds nothing to say where all arrived once and in order', () => {
    expect(count('a b c', 'a b c')).toEqual({ given: 3, ...clean })
    expect(isClean(count('a b c', 'a b c'))).toBe(true)
  })

  test.each([
    ['one that is missing', 'a c', { lost: 1 }],
    ['one that is there twice', 'a b b c', { doubled: 1 }],
    ['a late copy as a copy, not as a change of order', 'a b c a', { doubled: 1 }],
    ['one that came too late', 'b a c', { reordered: 1 }],
    ['one that nobody wrote', 'a b x c', { unknown: 1 }],
  ])('counts %s', (_, found, told) => {
    expect(count('a b c', found)).toEqual({ given: 3, ...clean, ...told })
    expect(isClean(count('a b c', found))).toBe(false)
  })

  test('judges each lane by itself and adds them up', () => {
    const lanes = [
      { given: ['a', 'b'], found: ['b'] },
      { given: ['a', 'b'], found: ['a', 'b'] },
    ]
    expect(countLanes(lanes)).toEqual({ given: 4, ...clean, lost: 1 })
  })
})
