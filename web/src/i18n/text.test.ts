// Proves how words are found, filled and counted, and that a change of language is remembered.
import { computed } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { chooseLocale, currentLocale, hasText, storedLocale, t, tCount } from './text.ts'

beforeEach(() => localStorage.clear())

describe('text', () => {
  it('is Indonesian until a language is chosen, then what was chosen', async () => {
    expect(storedLocale()).toBe('id')
    await chooseLocale('en')
    expect([storedLocale(), currentLocale(), document.documentElement.lang]).toEqual(['en', 'en', 'en'])
  })

  it('changes on the page with the language', async () => {
    const label = computed(() => t('composer.send'))
    await chooseLocale('en')
    expect(label.value).toBe('Send')
    await chooseLocale('id')
    expect(label.value).toBe('Kirim')
  })

  it('fills gaps once: a value that looks like a gap stays as it is', async () => {
    await chooseLocale('en')
    expect(t('inbox.via', { number: '{number} {time}' })).toBe('via {number} {time}')
  })

  it('counts by the rules of the language', async () => {
    await chooseLocale('en')
    expect([1, 2, 0].map((n) => tCount('inbox.unreadMessages', n))).toEqual([
      '1 unread message',
      '2 unread messages',
      '0 unread messages',
    ])
    await chooseLocale('id')
    expect(tCount('inbox.unreadMessages', 1)).toBe('1 pesan belum dibaca')
  })

  it('knows which keys there are', () => {
    expect([hasText('problem.email_taken'), hasText('problem.none_such')]).toEqual([true, false])
  })
})
