// Proves that the palette offers for the open conversation only what changes something.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { signedInAs } from '../account/account.examples.ts'
import { useAccount } from '../account/account.store.ts'
import { useConversations } from '../inbox/conversations.store.ts'
import { conversation } from '../inbox/inbox.examples.ts'
import { threadEntries } from './thread-entries.ts'

beforeEach(() => {
  setActivePinia(createPinia())
  useAccount().me = signedInAs()
})

function offered(part: Partial<ConversationView>) {
  useConversations().sync([conversation(part)])
  return threadEntries(conversation().id).map((entry) => entry.key)
}
const later = new Date(Date.now() + 60_000).toISOString()
const past = new Date(Date.now() - 60_000).toISOString()

describe('palette, with an open conversation', () => {
  it.each<[string, Partial<ConversationView>, string[]]>([
    ['open', {}, ['resolve', 'resolve-next']],
    ['resolved', { state: 'resolved' }, ['reopen']],
    ['snoozed', { state: 'snoozed', snoozedUntil: later }, ['resolve', 'resolve-next', 'reopen']],
    ['snoozed until now', { state: 'snoozed', snoozedUntil: past }, ['resolve', 'resolve-next']],
  ])('that is %s: what ends or reopens it is what applies', (_what, part, keys) =>
    expect(offered(part).filter((key) => /^(resolve|reopen)/.test(key))).toEqual(keys),
  )

  it('of mine is not offered to be taken, nor an unread one to be marked so', () => {
    expect(offered({ assignee: 'me', markedUnread: true })).not.toEqual(
      expect.arrayContaining(['claim', 'mark-unread']),
    )
    expect(offered({ lastSequence: 11 })).toEqual(expect.arrayContaining(['claim', 'mark-unread']))
  })

  it('of somebody erased is offered nothing that needs them', () => {
    const keys = offered({ erased: true, state: 'resolved' })
    for (const key of ['reply', 'note', 'assign', 'claim', 'snooze', 'reopen'])
      expect(keys).not.toContain(key)
    expect(keys).toContain('mark-unread')
  })

  it('that is not known yet is offered everything; none, only a new message', () => {
    expect(threadEntries('unknown').map((entry) => entry.key)).toEqual(
      expect.arrayContaining(['resolve', 'reopen', 'claim', 'mark-unread']),
    )
    expect(threadEntries(undefined).map((entry) => entry.key)).toEqual(['compose'])
  })
})
