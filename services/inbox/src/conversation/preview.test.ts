// Does the list show words without WhatsApp's markup, and nothing else changed?
import { describe, expect, test } from 'vitest'
import { emptied, plainLine, previewOf } from './preview.model.ts'

describe('preview', () => {
  test.each([
    ['*Promo* hari ini', 'Promo hari ini'],
    ['_miring_ dan ~salah~', 'miring dan salah'],
    ['*_keduanya_*', 'keduanya'],
    ['_*keduanya*_', 'keduanya'],
    ['```kode```', 'kode'],
    ['resi `JP123_45_6`', 'resi JP123_45_6'],
    ['> kutipan\nbalasan', 'kutipan balasan'],
    ['- satu\n- dua', 'satu dua'],
    ['* satu\n* dua', 'satu dua'],
    ['(*penting*)', '(penting)'],
    ['*a* *b*', 'a b'],
  ])('takes the markup off %j', (text, plain) => expect(plainLine(text)).toBe(plain))

  test.each(['2 * 3 * 4', 'snake_case_name', 'a*b*c', 'Rp10.000~Rp20.000~', '-5 derajat', 'jam 3 > jam 2'])(
    'leaves %j as it is',
    (text) => expect(plainLine(text)).toBe(text),
  )

  test('is one line', () => expect(plainLine('satu\n\n  dua\tтри')).toBe('satu dua три'))

  test('is short and never ends in half a letter', () => {
    const line = plainLine('😀'.repeat(500))
    expect([...line]).toHaveLength(160)
    expect(line.isWellFormed()).toBe(true)
  })

  test('takes hostile text in no time', () => {
    const started = performance.now()
    for (const text of ['*'.repeat(60_000), '*a '.repeat(20_000), '`'.repeat(60_000), '_ _'.repeat(20_000)])
      plainLine(text)
    expect(performance.now() - started).toBeLessThan(200)
  })

  test('names what is not shown yet, with the words it holds on one line', () => {
    const poll = { kind: 'unsupported' as const, what: 'poll', detail: 'Warna apa?\nMerah\nBiru' }
    expect(previewOf(poll)).toEqual({ kind: 'unsupported', what: 'poll', text: 'Warna apa? Merah Biru' })
    expect(previewOf({ kind: 'unsupported', what: 'poll_vote' })).toEqual({
      kind: 'unsupported',
      what: 'poll_vote',
      text: null,
    })
  })

  test('keeps no name of what is not to be seen any more', () => {
    const shown = {
      ...previewOf({ kind: 'unsupported', what: 'poll', detail: 'Warna?' }),
      messageId: 'm',
      direction: 'incoming',
      status: 'received',
    } as const
    expect(emptied(shown, 'erased')).toEqual({
      messageId: 'm',
      direction: 'incoming',
      status: 'received',
      kind: 'erased',
      text: null,
    })
  })

  test('names why there are no words', () => {
    expect(previewOf(null, 'undecryptable')).toEqual({ kind: 'undecryptable', text: null })
    expect(previewOf(null)).toEqual({ kind: 'erased', text: null })
  })
})
