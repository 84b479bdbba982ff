// Owns the rules of how a template looks while it is being written.
import { describe, expect, test } from 'vitest'
import { preview } from './preview.ts'

describe('preview', () => {
  test('a missing name shows as its tag, a given one as its value', () => {
    expect(preview('Hai {{name}}, total {{total}}', { name: 'Ani' })).toEqual({
      text: 'Hai Ani, total {{total}}',
      variables: ['name', 'total'],
      faults: [],
    })
  })

  test('a missing name counts as given in conditions', () => {
    expect(preview('{{#if code}}Kode {{code}}{{else}}-{{/if}}', {}).text).toBe('Kode {{code}}')
  })

  test('names the template does not use are ignored', () => {
    expect(preview('Hai', { other: 'x' }).text).toBe('Hai')
  })

  test('there is no text while there are faults', () => {
    expect(preview('{{a.b}}', {})).toMatchObject({
      text: null,
      variables: [],
      faults: [{ line: 1, column: 1 }],
    })
  })
})
