// Proves that changes show at once, go back when refused, and can be undone.
import type { ConversationChange } from '@indoshopster/contracts/inbox/change'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Asked, fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { chooseLocale } from '../../i18n/text.ts'
import { dismissToast, toasts } from '../../ui/toasts.ts'
import { signedInAs } from '../account/account.examples.ts'
import { useAccount } from '../account/account.store.ts'
import { afterChange, undoOf } from './conversation-change.model.ts'
import { useConversations } from './conversations.store.ts'
import { conversation } from './inbox.examples.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  vi.useFakeTimers() // what is read again a moment later is not what these rules are about
  setActivePinia(createPinia())
  const colleagues = [{ id: 'rina', name: 'Rina Agen', role: 'agent', active: true } as const]
  useAccount().me = signedInAs({}, { colleagues })
})
afterEach(() => {
  while (toasts[0]) dismissToast(toasts[0].id)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const until = '2026-11-24T02:00:00.000Z'
const asked = (calls: Asked[]) =>
  calls.filter((call) => call.method === 'POST').map(({ path, body }) => [path, body])

describe('a change to one conversation', () => {
  it('shows before the log says so, and asks for exactly that', async () => {
    const store = useConversations()
    store.sync([conversation({ id: 'a', lastSequence: 8 })])
    const calls = fakeGateway(() => ({ body: { sequence: 12 } }))
    const changing = store.change('a', { kind: 'snooze', until })
    expect(store.rows.get('a')).toMatchObject({ state: 'snoozed', snoozedUntil: until })
    expect(await changing).toBe(true)
    expect(asked(calls)).toEqual([
      ['/app/conversations/a/changes', { kind: 'snooze', until, upToSequence: 8 }],
    ])
    expect(toasts.map((one) => one.text)).toEqual(['Budi Tanjung was snoozed.'])
  })

  it('goes back and tells why when it is refused', async () => {
    const store = useConversations()
    store.sync([conversation({ id: 'a' })])
    fakeGateway(() => refusal(409, 'too_many_labels'))
    expect(await store.change('a', { kind: 'apply_label', labelId: 'x' })).toBe(false)
    expect(store.rows.get('a')?.labels).toEqual([])
    expect(toasts).toMatchObject([{ look: 'danger' }])
  })

  it('says nothing when nothing changed', async () => {
    const store = useConversations()
    store.sync([conversation({ id: 'a', state: 'resolved' })])
    fakeGateway(() => ({ body: { sequence: 0 } }))
    await store.change('a', { kind: 'resolve' })
    expect(toasts).toEqual([])
  })
})

describe('an assignment', () => {
  it('says to whom, and that it was taken back', async () => {
    const store = useConversations()
    store.sync([conversation({ id: 'a' }), conversation({ id: 'b' })])
    fakeGateway(() => ({ body: { sequence: 9, refused: [] } }))
    await store.changeMany(['a', 'b'], { kind: 'assign', assignee: 'rina' })
    await store.change('a', { kind: 'assign', assignee: null })
    expect(toasts.map((one) => one.text)).toEqual([
      '2 conversations were assigned to Rina Agen.',
      'Budi Tanjung was unassigned.',
    ])
  })
})

describe('a change to many conversations', () => {
  it('tells how many were refused and keeps those as they were', async () => {
    const store = useConversations()
    store.sync([conversation({ id: 'a' }), conversation({ id: 'b' })])
    fakeGateway(() => ({ body: { sequence: 9, refused: [{ id: 'b', code: 'assignee_not_found' }] } }))
    await store.changeMany(['a', 'b'], { kind: 'assign', assignee: 'rina' })
    expect([store.rows.get('a')?.assignee, store.rows.get('b')?.assignee]).toEqual(['rina', null])
    expect(toasts.map((one) => one.text)).toEqual([
      '1 conversation could not be changed. This colleague is no longer active.',
      'Budi Tanjung was assigned to Rina Agen.',
    ])
  })

  it('is asked for in calls of at most a hundred', async () => {
    const store = useConversations()
    const ids = Array.from({ length: 130 }, (_, at) => String(at))
    store.sync(ids.map((id) => conversation({ id })))
    const calls = fakeGateway(() => ({ body: { sequence: 9, refused: [] } }))
    await store.changeMany(ids, { kind: 'resolve' })
    expect(calls.filter((call) => call.method === 'POST')).toHaveLength(2)
  })

  it('closes what was on the screen, and nothing that came after it', async () => {
    const store = useConversations()
    store.sync([conversation({ id: 'a', lastSequence: 8 }), conversation({ id: 'b', lastSequence: 5 })])
    const calls = fakeGateway(() => ({ body: { sequence: 9, refused: [] } }))
    await store.changeMany(['b', 'a'], { kind: 'resolve' })
    expect(asked(calls)).toEqual([
      ['/app/conversations/changes', { ids: ['b', 'a'], change: { kind: 'resolve' }, upTo: [5, 8] }],
    ])
  })

  it('is undone by bringing each back to what it was', async () => {
    const store = useConversations()
    store.sync([
      conversation({ id: 'a', assignee: 'budi' }),
      conversation({ id: 'b' }),
      conversation({ id: 'c', assignee: 'rina' }),
    ])
    const calls = fakeGateway(() => ({ body: { sequence: 9, refused: [] } }))
    await store.changeMany(['a', 'b', 'c'], { kind: 'assign', assignee: 'rina' })
    await toasts[0]?.action?.run()
    expect(asked(calls).slice(1)).toEqual([
      ['/app/conversations/changes', { ids: ['a'], change: { kind: 'assign', assignee: 'budi' } }],
      ['/app/conversations/changes', { ids: ['b'], change: { kind: 'assign', assignee: null } }],
    ])
    expect(store.rows.get('a')?.assignee).toBe('budi')
  })
})

describe('marking many read', () => {
  const unread = ['a', 'b'].map((id, at) => conversation({ id, unread: 2, lastSequence: 30 + at }))
  const paths = (calls: Asked[]) => asked(calls).map(([path]) => path)

  it('asks for each up to what its row shows, and shows it at once', async () => {
    const store = useConversations()
    store.sync(unread)
    const calls = fakeGateway(() => ({ body: { sequence: 50 } }))
    const marking = store.changeMany(['a', 'b'], { kind: 'read' })
    expect(store.rows.get('a')).toMatchObject({ unread: 0, markedUnread: false })
    await marking
    expect(asked(calls)).toEqual([
      ['/app/conversations/a/read', { upToSequence: 30 }],
      ['/app/conversations/b/read', { upToSequence: 31 }],
    ])
    expect(toasts.map((one) => one.text)).toEqual(['2 conversations were marked read.'])
  })

  it('keeps the one that was refused as it was, and tells why', async () => {
    const store = useConversations()
    store.sync(unread)
    fakeGateway(({ path }) =>
      path.includes('/b/') ? refusal(404, 'conversation_not_found') : { body: { sequence: 50 } },
    )
    await store.changeMany(['a', 'b'], { kind: 'read' })
    expect([store.rows.get('a')?.unread, store.rows.get('b')?.unread]).toEqual([0, 2])
    expect(toasts.map(({ look }) => look)).toContain('danger')
  })

  it('asks nothing of one that is read already', async () => {
    const store = useConversations()
    store.sync([conversation({ id: 'a' }), conversation({ id: 'b', markedUnread: true })])
    const calls = fakeGateway(() => ({ body: { sequence: 50 } }))
    await store.changeMany(['a', 'b'], { kind: 'read' })
    expect(paths(calls)).toEqual(['/app/conversations/b/read'])
  })

  it('is undone by putting them back among the unread ones', async () => {
    const store = useConversations()
    store.sync(unread)
    const calls = fakeGateway(() => ({ body: { sequence: 50, refused: [] } }))
    await store.changeMany(['a', 'b'], { kind: 'read' })
    await toasts[0]?.action?.run()
    expect(asked(calls).at(-1)).toEqual([
      '/app/conversations/changes',
      { ids: ['a', 'b'], change: { kind: 'mark_unread' } },
    ])
  })
})

const changes: ConversationChange[] = [
  { kind: 'claim' },
  { kind: 'assign', assignee: 'budi' },
  { kind: 'apply_label', labelId: 'x' },
  { kind: 'remove_label', labelId: 'kept' },
  { kind: 'snooze', until },
  { kind: 'resolve' },
]
describe('undo', () => {
  it.each(changes)('of %j is a change that brings the row back', (change) => {
    const before = conversation({ labels: ['kept'], assignee: 'sari' })
    const changed = afterChange(before, change, 'me')
    const undo = undoOf(before, change, 'me')
    expect(changed).not.toEqual(before)
    expect(undo && undo.kind !== 'read' ? afterChange(changed, undo, 'me') : null).toEqual(before)
  })
})
