// Proves that what is not shown yet is named in one line, whatever it is called.
import { beforeAll, describe, expect, it } from 'vitest'
import { chooseLocale } from '../../i18n/text.ts'
import { unsupportedLine } from './unsupported-words.ts'

beforeAll(() => chooseLocale('en'))

describe('what is not shown yet', () => {
  it.each([
    ['poll', 'Warna apa? Merah Biru', 'Poll: Warna apa? Merah Biru'],
    ['poll_vote', null, 'Poll vote'],
    ['event', 'Pasar malam', 'Event: Pasar malam'],
    ['view once', null, 'View-once photo or video'],
    ['button answer', 'Ya', 'Button answer: Ya'],
    ['newsletter admin invite', null, 'Another kind'],
    ['constructor', 'x', 'Another kind: x'],
  ])('%s: %j is %j', (what, words, line) => {
    expect(unsupportedLine(what, words)).toBe(line)
  })
})
