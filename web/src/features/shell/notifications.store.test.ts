// Proves when a new message is told beside the page, and when it is not.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseLocale } from '../../i18n/text.ts'
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
