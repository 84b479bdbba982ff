// Proves how people are called before, and after, anything is known of them.
import { beforeAll, expect, it } from 'vitest'
import { chooseLocale } from '../../i18n/text.ts'
import { conversationTitle } from './conversation-title.ts'

beforeAll(() => chooseLocale('en'))

it.each([
  [{ name: 'Budi', phone: '6281200000001', erased: false }, 'Budi'],
  [{ name: ' ', phone: '6281200000001', erased: false }, '+62 812-0000-0001'],
  [{ name: null, phone: null, erased: false }, 'Unknown contact'],
  [{ name: null, phone: null, erased: true }, 'Erased contact'],
])('a person of whom is known %o › is called %s', (known, title) => {
  expect(conversationTitle(known)).toBe(title)
})
