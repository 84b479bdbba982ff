// Owns the rules of what is a template and what is refused, and where.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge } from './judge.ts'

const codes = (body: string) => judge(body).faults.map((fault) => fault.code)
const blocks = (depth: number) => '{{#if a}}'.repeat(depth) + 'x' + '{{/if}}'.repeat(depth)

describe('template language', () => {
  test('names are listed once and sorted, from tags, conditions and both branches', () => {
    const body =
      'Hai {{ name }}, {{#if paid}}lunas {{total}}{{else}}bayar {{total}}{{/if}}{{#unless paid}}!{{/unless}}'
    expect(judge(body)).toEqual({ variables: ['name', 'paid', 'total'], faults: [] })
  })

  test('plain text, single braces and comments are fine', () => {
    expect(judge('Terima kasih } { }} \n{{! note }}{{!-- {{/if}} --}}')).toEqual({
      variables: [],
      faults: [],
    })
  })

  test('five nested blocks are fine, six are refused', () => {
    expect(codes(blocks(5))).toEqual([])
    expect(codes(blocks(6))).toEqual(['template_too_deep'])
  })

  test('20,000 nested blocks are refused for their size, before any parser', () => {
    expect(codes(blocks(20_000))).toEqual(['template_too_long'])
  })

  test('4,096 characters are fine, one more is refused', () => {
    expect(codes('x'.repeat(4096))).toEqual([])
    expect(codes('x'.repeat(4097))).toEqual(['template_too_long'])
  })

  test.each([
    ['{{#if a}}{{!-- {{/if}} --}}', 'a comment'],
    ['{{#if a}}\\{{/if}}', 'an escaped tag'],
    ['{{#if "}}{{/if}}"}}', 'a quoted tag'],
    ['{{#if [}}{{/if}}]}}', 'a bracketed tag'],
    ['{{#if a}}{{else if b}}{{/if}}', 'a chain'],
  ])('nesting cannot be hidden by %s', (part) => {
    const faults = codes(part.repeat(30))
    expect(faults).not.toEqual([])
    expect(faults).not.toContain('template_syntax')
  })

  test.each([
    ['', 'template_empty'],
    ['  {{! only a note }} ', 'template_empty'],
    ['{{name', 'template_tag_unclosed'],
    ['{{!-- open', 'template_tag_unclosed'],
    ['{{first {{second}}', 'template_tag_unclosed'],
    ['{{#if a}}x', 'template_block_unclosed'],
    ['x{{/if}}', 'template_close_misplaced'],
    ['{{#if a}}x{{/unless}}', 'template_close_misplaced'],
    ['{{else}}', 'template_else_misplaced'],
    ['{{^}}', 'template_else_misplaced'],
    ['{{#if a}}1{{else}}2{{else}}3{{/if}}', 'template_else_misplaced'],
    ['{{#if a}}1{{else if b}}2{{/if}}', 'template_else_misplaced'],
    ['{{{name}}}', 'template_raw_output'],
    ['{{&name}}', 'template_raw_output'],
    ['{{name}}}', 'template_raw_output'],
    ['{{#if a}}}x{{/if}}', 'template_raw_output'],
    ['{{{{raw}}}}x{{{{/raw}}}}', 'template_raw_output'],
    ['{{> header}}', 'template_partial'],
    ['{{#> layout}}{{/layout}}', 'template_partial'],
    ['{{* decorate}}', 'template_decorator'],
    ['{{#*inline "x"}}{{/inline}}', 'template_decorator'],
    ['{{~name~}}', 'template_strip'],
    ['\\{{name}}', 'template_escape'],
    ['{{#each items}}x{{/each}}', 'template_block_unknown'],
    ['{{#with a}}x{{/with}}', 'template_block_unknown'],
    ['{{#name}}x{{/name}}', 'template_block_unknown'],
    ['{{#if}}x{{/if}}', 'template_block_name'],
    ['{{#if a b}}x{{/if}}', 'template_block_name'],
    ['{{#if a as |x|}}x{{/if}}', 'template_block_name'],
    ['{{#if (lookup a b)}}x{{/if}}', 'template_block_name'],
    ['{{#if true}}x{{/if}}', 'template_variable_name_reserved'],
    ['{{a.b}}', 'template_variable_name_invalid'],
    ['{{../a}}', 'template_variable_name_invalid'],
    ['{{@root}}', 'template_variable_name_invalid'],
    ['{{[a]}}', 'template_variable_name_invalid'],
    ['{{"a"}}', 'template_variable_name_invalid'],
    ['{{1}}', 'template_variable_name_invalid'],
    ['{{}}', 'template_variable_name_invalid'],
    ['{{log name}}', 'template_variable_name_invalid'],
    ['{{name size=1}}', 'template_variable_name_invalid'],
    [`{{${'a'.repeat(65)}}}`, 'template_variable_name_invalid'],
    ['{{this}}', 'template_variable_name_reserved'],
    ['{{each}}', 'template_variable_name_reserved'],
    ['{{constructor}}', 'template_variable_name_reserved'],
    ['{{__proto__}}', 'template_variable_name_reserved'],
    ['{{#if __lookupGetter__}}x{{/if}}', 'template_variable_name_reserved'],
    ['a\u0000b', 'template_control_character'],
  ])('%j is refused with %s', (body, code) => {
    expect(codes(body)[0]).toBe(code)
  })

  test('a fault says line and column from 1, and what to do', () => {
    const [fault] = judge('Hai {{name}}\nTotal: {{a.b}}').faults
    expect(fault).toMatchObject({ code: 'template_variable_name_invalid', line: 2, column: 8 })
    expect(fault?.detail).toMatch(/^A name has/)
  })

  test('an unclosed block is shown where it opens', () => {
    expect(judge('x\n {{#if a}}y').faults).toMatchObject([
      { code: 'template_block_unclosed', line: 2, column: 2 },
    ])
  })

  test('several faults are told at once', () => {
    expect(codes('{{a.b}} {{> x}} {{each}}')).toEqual([
      'template_variable_name_invalid',
      'template_partial',
      'template_variable_name_reserved',
    ])
  })
})

describe('template language, whatever is typed', () => {
  const pieces =
    '{{ }} { } #if /if #unless /unless else ^ ! !-- -- ~ > * & a b_1 . " [ ] ( ) \\ x = | @ constructor {{a}} ' +
    '{{#if_a}} {{/if}} {{else}} {{#unless_b}} {{/unless}}'
  const piece = fc.constantFrom(
    ' ',
    '\n',
    ...pieces.split(' ').map((text) => text.replace('_a', ' a').replace('s_b', 's b')),
  )

  test('judging never throws, and what the scan lets through the parser understands', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (typed) => {
        expect(codes(typed.join(''))).not.toContain('template_syntax')
      }),
      { numRuns: 2000 },
    )
  })

  test('any well-formed template is accepted with exactly its names', () => {
    const name = fc.constantFrom('name', 'order_id', '_x', 'Total2')
    const { body } = fc.letrec<{ body: { text: string; names: string[] } }>((tie) => ({
      body: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.constantFrom('x', ' halo ', '\n').map((text) => ({ text, names: [] })),
        name.map((n) => ({ text: `{{ ${n} }}`, names: [n] })),
        fc
          .tuple(tie('body'), tie('body'))
          .map(([a, b]) => ({ text: a.text + b.text, names: [...a.names, ...b.names] })),
        fc.tuple(fc.constantFrom('if', 'unless'), name, tie('body'), tie('body')).map(([word, n, a, b]) => ({
          text: `{{#${word} ${n}}}${a.text}{{else}}${b.text}{{/${word}}}`,
          names: [n, ...a.names, ...b.names],
        })),
      ),
    }))
    fc.assert(
      fc.property(body, ({ text, names }) => {
        const body = `.${text}`
        fc.pre(body.length <= 4096)
        expect(judge(body)).toEqual({ variables: [...new Set(names)].sort(), faults: [] })
      }),
    )
  })
})
