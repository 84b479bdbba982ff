// Owns the rule that the second wall stands alone: the whitelist refuses by itself what the scan would have refused.
import Handlebars from 'handlebars'
import { describe, expect, test } from 'vitest'
import { judgeSyntax } from './syntax-whitelist.ts'

const judged = (body: string) => judgeSyntax(body, Handlebars.parse(body))

describe('syntax whitelist, without the scan before it', () => {
  test.each([
    '{{{a}}}',
    '{{a.b}}',
    '{{../a}}',
    '{{this}}',
    '{{this.a}}',
    '{{@root}}',
    '{{"a"}}',
    '{{true}}',
    '{{[a b]}}',
    '{{constructor}}',
    '{{log a}}',
    '{{a b=1}}',
    '{{> p}}',
    '{{#> p}}{{/p}}',
    '{{* d}}',
    '{{#*inline "x"}}{{/inline}}',
    '{{{{raw}}}}x{{{{/raw}}}}',
    '{{#each a}}x{{/each}}',
    '{{#a}}x{{/a}}',
    '{{#if a b}}x{{/if}}',
    '{{#if a includeZero=true}}x{{/if}}',
    '{{#if (lookup a "b")}}x{{/if}}',
    '{{#if a as |x|}}x{{/if}}',
    '{{^if a}}x{{/if}}',
    '{{#if a}}1{{else if b}}2{{/if}}',
    '{{#if a}}'.repeat(6) + '{{/if}}'.repeat(6),
  ])('%s is refused', (body) => {
    expect(judged(body).faults).not.toEqual([])
  })

  test('what the language has is accepted', () => {
    const { names, faults } = judged(
      '{{a}}{{#if b}}x{{else}}{{c}}{{/if}}{{#unless d}}y{{/unless}}{{! note }}',
    )
    expect([faults, [...names]]).toEqual([[], ['a', 'b', 'c', 'd']])
  })
})
