// Owns the rules of rendering: values come out as they are, and nothing of JavaScript's objects can be reached.
import Handlebars from 'handlebars'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileTemplate, judgeText, TemplateRejectedError, type TemplateValues } from './render.ts'

const render = (body: string, data: TemplateValues) => compileTemplate(body)(data)

describe('rendering', () => {
  test('values are inserted as they are, never escaped, never read as a template', () => {
    expect(render('Hai {{name}}!', { name: '<b>&"{{x}}\\ 😀' })).toBe('Hai <b>&"{{x}}\\ 😀!')
  })

  test('zero, false and empty text choose the else branch, other values the first', () => {
    const body = '{{#if a}}yes{{else}}no{{/if}}'
    expect([0, false, ''].map((a) => render(body, { a }))).toEqual(['no', 'no', 'no'])
    expect([1, true, '0'].map((a) => render(body, { a }))).toEqual(['yes', 'yes', 'yes'])
  })

  test('zero and false are shown as text', () => {
    expect(render('{{a}} {{b}}', { a: 0, b: false })).toBe('0 false')
  })

  test('a text with faults is never compiled', () => {
    expect(() => compileTemplate('{{#each a}}x{{/each}}')).toThrow(TemplateRejectedError)
  })

  test('what other code registers with Handlebars is out of reach', () => {
    Handlebars.registerHelper('name', () => 'from a helper')
    try {
      expect(render('{{name}}', { name: 'Ani' })).toBe('Ani')
    } finally {
      Handlebars.unregisterHelper('name')
    }
  })

  test.each([
    ['a function', () => 'called'],
    ['an object', { toString: () => 'called' }],
    ['a list', ['x']],
    ['null', null],
  ])('%s is refused as a value', (_, value) => {
    // Proves what happens when a caller gets round the types.
    const data = { a: value } as unknown as TemplateValues
    expect(() => render('{{a}}', data)).toThrow(TypeError)
  })

  test('values on the prototype are not there', () => {
    const data = Object.create({ a: 'inherited' }) as TemplateValues
    expect(render('[{{a}}]', data)).toBe('[]')
  })

  test('a key named __proto__ changes nothing', () => {
    const data = JSON.parse('{"a":"x","__proto__":{"b":"polluted"}}') as TemplateValues
    expect(render('{{a}}{{b}}', data)).toBe('x')
    expect(({} as Record<string, unknown>)['b']).toBeUndefined()
  })

  test('a template of one name renders exactly its value, whatever it is', () => {
    const show = compileTemplate('{{value}}')
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => show({ value }) === value))
  })

  test('the rendered text must not be empty nor longer than 4,096 characters', () => {
    expect(judgeText(' \n')).toBe('template_output_empty')
    expect(judgeText('x'.repeat(4096))).toBeNull()
    expect(judgeText('x'.repeat(4097))).toBe('template_output_too_long')
  })
})
