// Owns the rules of the first wall alone: what it counts and refuses without a parser behind it.
import { describe, expect, test } from 'vitest'
import { scanTags } from './tag-scan.ts'

const codes = (body: string) => scanTags(body).map((fault) => fault.code)

describe('tag scan, without the parser after it', () => {
  test('the sixth open block is refused where it opens, and nothing after it is looked at', () => {
    const body = '{{#if a}}'.repeat(6) + '{{/nonsense}}'
    expect(scanTags(body)).toMatchObject([{ code: 'template_too_deep', line: 1, column: 46 }])
  })

  test('closing tags inside comments close nothing', () => {
    expect(codes('{{#if a}}{{!-- }} {{/if}} --}}'.repeat(6))).toEqual(['template_too_deep'])
    expect(codes('{{#if a}}{{!--}}x{{/if}}')).toEqual([])
  })

  test('a comment of one kind ends as Handlebars ends it', () => {
    expect(codes('{{! a -- b }}{{#if a}}x{{/if}}')).toEqual([])
    expect(codes('{{!-- a }}{{#if a}}x{{/if}}')).toEqual(['template_tag_unclosed'])
  })

  test('a thousand faulty tags are told as the first twenty', () => {
    expect(codes('{{1}}'.repeat(800))).toHaveLength(20)
  })
})
