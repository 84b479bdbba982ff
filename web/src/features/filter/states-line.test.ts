// Proves that a list says which states it shows, and that one click shows the others.
import type { SavedFilter } from '@indoshopster/contracts/inbox/filter'
import { beforeAll, describe, expect, it } from 'vitest'
import { chooseLocale } from '../../i18n/text.ts'
import { statesLine } from './states-line.ts'

const all = ['open', 'snoozed', 'resolved'] as const
beforeAll(() => chooseLocale('en'))

/** What a list says whose view shows `base`, with `added` on top. */
function line(base: SavedFilter['states'], added: SavedFilter) {
  const asked = { ...(base ? { states: base } : {}), ...added }
  const { text, other } = statesLine(added, asked, base)
  return [text, other?.text, other?.filter]
}

describe('the states of a list', () => {
  it.each<[string, SavedFilter['states'], SavedFilter, unknown[]]>([
    ['open ones', ['open'], { unread: true }, ['Open only', 'Show all', { unread: true, states: [...all] }]],
    [
      'snoozed ones',
      ['snoozed'],
      { text: 'a' },
      ['Snoozed only', 'Show all', { text: 'a', states: [...all] }],
    ],
    [
      'two of three',
      ['open'],
      { states: ['open', 'resolved'] },
      ['Open, Resolved only', 'Show all', { states: [...all] }],
    ],
    ['all of a view of one', ['resolved'], { states: [...all] }, ['All states', 'Resolved only', {}]],
    [
      'all of a view of any',
      undefined,
      { unread: true },
      ['All states', 'Open only', { unread: true, states: ['open'] }],
    ],
    ['one of a view of any', undefined, { states: ['open'] }, ['Open only', 'Show all', {}]],
    ['those who wait, who are open', undefined, { needsReply: true }, ['Open only', undefined, undefined]],
  ])('%s', (_what, base, added, said) => expect(line(base, added)).toEqual(said))
})
