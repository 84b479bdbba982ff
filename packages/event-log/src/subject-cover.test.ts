// Does one filter let through everything that several would, and is the rest told apart again?
import { describe, expect, test } from 'vitest'
import { cover, matcher } from './subject-cover.ts'

describe('subject cover', () => {
  test.each([
    [['evt.*.session.*.*'], 'evt.*.session.*.*'],
    [['evt.*.session.*.*', 'evt.*.gateway.*.*'], 'evt.*.*.*.*'],
    [['evt.w.inbox.conversation.*', 'evt.w.inbox.label.*'], 'evt.w.inbox.*.*'],
    [['evt.w.gateway.s.>', 'evt.w.gateway.t.>'], 'evt.w.gateway.*.>'],
    [['evt.w.gateway.s.>', 'evt.w.gateway.s.a'], 'evt.w.gateway.s.>'],
    [['evt.w', 'evt.w.a'], 'evt.w.>'],
  ])('of %j is %s', (filters, covering) => {
    expect(cover(filters)).toBe(covering)
  })

  test('refuses to cover nothing', () => expect(() => cover([])).toThrow('at least one'))

  test.each([
    ['evt.w.session.s.c', true],
    ['evt.w.gateway.s.c', true],
    ['evt.w.inbox.s.c', false],
    ['evt.w.session.s', false],
    ['evt.w.session.s.c.d', false],
    ['evt.w.gateway', false],
  ])('tells whether %s was wanted', (subject, wanted) => {
    expect(matcher(['evt.*.session.*.*', 'evt.*.gateway.>'])(subject)).toBe(wanted)
  })
})
