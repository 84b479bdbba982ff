// Proves whom a note names.
import { describe, expect, it } from 'vitest'
import { mentionsIn } from './mentions.ts'

const people = [
  { id: 'ani', name: 'Ani' },
  { id: 'anita', name: 'Anita Sari' },
  { id: 'nobody', name: '' },
]

describe('mentions', () => {
  it.each([
    ['@Ani tolong', ['ani']],
    ['@Anita Sari tolong', ['anita']],
    ['@Anita Sari dan @Ani', ['anita', 'ani']],
    ['Ani sudah tahu', []],
  ])('in %j are %j', (text, ids) => expect(mentionsIn(text, people)).toEqual(ids))
})
