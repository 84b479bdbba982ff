// Proves when a new message, a note that names somebody or an assignment is told beside the page, and when it is not.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseLocale } from '../../i18n/text.ts'
import { toasts } from '../../ui/toasts.ts'
import { signedInAs } from '../account/account.examples.ts'
import { useAccount } from '../account/account.store.ts'
import { useConversations } from '../inbox/conversations.store.ts'
import { conversation, message } from '../inbox/inbox.examples.ts'
import { useNotifications } from './notifications.store.ts'

const told: string[] = []
class FakeNotification {
  static permission: NotificationPermission = 'granted'
  static requestPermission = vi.fn(() => Promise.resolve<NotificationPermission>('granted'))
  constructor(title: string, { body }: { body: string }) {
    told.push(`${title}: ${body}`)
  }
}

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T02:00:10.000Z') })
  vi.stubGlobal('Notification', FakeNotification)
  FakeNotification.permission = 'granted'
  localStorage.clear()
  told.length = 0
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function arrives(
  part: Partial<MessageView> = {},
  row = conversation({
    preview: {
      messageId: message().id,
      kind: 'text',
      text: 'Halo',
      direction: 'incoming',
      status: 'received',
    },
  }),
) {
  useConversations().sync([row])
  useNotifications().arrived(message({ at: '2026-11-23T02:00:00.000Z', ...part }))
  await vi.advanceTimersByTimeAsync(1_000)
  await vi.dynamicImportSettled()
  return told
}

describe('notification', () => {
  it('tells who wrote what', async () => expect(await arrives()).toEqual(['Budi Tanjung: Halo']))

  it('is not for our own messages', async () => expect(await arrives({ direction: 'outgoing' })).toEqual([]))

  it('is not for what a colleague handles', async () => {
    expect(await arrives({}, conversation({ assignee: 'rina' }))).toEqual([])
  })

  it('is not for messages that are caught up with', async () => {
    expect(await arrives({ at: '2026-11-23T01:00:00.000Z' })).toEqual([])
  })

  it('is not for the conversation somebody looks at', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    useNotifications().follow(
      () => conversation().id,
      () => {},
    )
    expect(await arrives()).toEqual([])
  })

  it('stays silent until it was allowed, and after it was silenced', async () => {
    FakeNotification.permission = 'default'
    expect(await arrives()).toEqual([])
    await useNotifications().allow()
    expect(await arrives()).toEqual(['Budi Tanjung: Halo'])
    useNotifications().silence()
    expect(await arrives()).toHaveLength(1)
  })
})

/** Rina is here, and nothing is said on the page. */
function signIn(): void {
  toasts.splice(0)
  const dimas = { id: 'dimas', name: 'Dimas', role: 'agent', active: true } as const
  useAccount().me = signedInAs({ id: 'rina' }, { colleagues: [dimas] })
}

describe('a note that names me', () => {
  const note = (part: Partial<MessageView> = {}): Partial<MessageView> => ({
    id: 'n',
    direction: 'internal',
    author: 'dimas',
    content: { kind: 'note', text: 'Tolong cek @Rina', mentions: ['rina'] },
    ...part,
  })
  beforeEach(signIn)

  it('is told with its writer and words, whoever the conversation belongs to', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    expect(await arrives(note(), conversation({ assignee: 'dimas' }))).toEqual([
      'Budi Tanjung: Dimas mentioned you: Tolong cek @Rina',
    ])
    expect(toasts).toEqual([])
  })

  it.each([
    ['my own', note({ author: 'rina' })],
    ['of somebody else', note({ content: { kind: 'note', text: 'x', mentions: ['siti'] } })],
    ['of before a gap', note({ at: '2026-11-23T01:00:00.000Z' })],
  ])('is not told when it is %s', async (_what, one) => expect(await arrives(one)).toEqual([]))

  it('is said on the page, with a way there, when another conversation is looked at', async () => {
    useNotifications().silence()
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    const opened: string[] = []
    useNotifications().follow(
      () => 'other',
      (id) => opened.push(id),
    )
    expect(await arrives(note())).toEqual([])
    expect(toasts.map(({ text }) => text)).toEqual(['Dimas mentioned you in a note: Budi Tanjung'])
    await toasts[0]?.action?.run()
    expect(opened).toEqual([conversation().id])
  })

  it('is not told to who looks at it', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    useNotifications().follow(
      () => conversation().id,
      () => {},
    )
    expect(await arrives(note())).toEqual([])
    expect(toasts).toEqual([])
  })
})

describe('a conversation assigned to me', () => {
  const assigned = (part: Partial<MessageView> = {}, assignee: string | null = 'rina') =>
    arrives(
      {
        id: 'a',
        direction: 'internal',
        author: 'dimas',
        content: { kind: 'activity', what: 'assigned', assignee, until: null },
        ...part,
      },
      conversation({ assignee }),
    )
  beforeEach(signIn)

  it('is told with who assigned it', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    expect(await assigned()).toEqual(['Budi Tanjung: Dimas assigned this conversation to you'])
    expect(toasts).toEqual([])
  })

  it('is said on the page, with a way there, when another conversation is looked at', async () => {
    useNotifications().silence()
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    const opened: string[] = []
    useNotifications().follow(
      () => 'other',
      (id) => opened.push(id),
    )
    expect(await assigned()).toEqual([])
    expect(toasts.map(({ text }) => text)).toEqual(['Dimas assigned to you: Budi Tanjung'])
    await toasts[0]?.action?.run()
    expect(opened).toEqual([conversation().id])
  })

  it.each([
    ['assigned it myself', { author: 'rina' }, 'rina'],
    ['am not the assignee', {}, 'siti'],
    [
      'had it taken away',
      { content: { kind: 'activity', what: 'unassigned', assignee: null, until: null } },
      null,
    ],
    ['was away when it happened', { at: '2026-11-23T01:00:00.000Z' }, 'rina'],
  ] satisfies [string, Partial<MessageView>, string | null][])(
    'is not told when I %s',
    async (_what, part, assignee) => expect(await assigned(part, assignee)).toEqual([]),
  )
})
