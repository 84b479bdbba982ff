// Proves that a number is checked before anything is sent, once for each number, what its refusal says, and that no words
// are lost.
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { problemText } from '../../api/problem.ts'
import { chooseLocale, t } from '../../i18n/text.ts'
import { signedInAs } from '../account/account.examples.ts'
import { useAccount } from '../account/account.store.ts'
import { conversation, outgoing } from '../inbox/inbox.examples.ts'
import { useConversations } from '../inbox/conversations.store.ts'
import { useThreads } from '../inbox/threads.store.ts'
import { useNewMessage } from './useNewMessage.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})
afterEach(() => void vi.unstubAllGlobals())

const known = conversation({ id: 'c', lastMessageAt: null, preview: null })
const target = { sessionId: 's', phone: '0812 3456-7890' }

describe('new message', () => {
  it('opens the conversation of the typed number, also one without messages', async () => {
    const calls = fakeGateway(({ method }) => ({
      body: method === 'POST' ? { id: 'c', phone: '6281234567890', sequence: 7 } : known,
    }))
    const { check, checked } = useNewMessage(() => target)
    expect(await check()).toBe('c')
    expect(checked.value?.phone).toBe('6281234567890')
    expect(calls[0]?.body).toEqual(target)
    expect(calls[1]?.query.get('min_seq')).toBe('7')
    expect(useConversations().rows.get('c')).toEqual(known)
  })

  it('asks once for a number, and again when it changes', async () => {
    const typed = { ...target }
    const calls = fakeGateway(({ method }) => ({
      body: method === 'POST' ? { id: 'c', phone: '6', sequence: 7 } : known,
    }))
    const { check } = useNewMessage(() => typed)
    await check()
    await check()
    expect(calls.filter((call) => call.method === 'POST')).toHaveLength(1)
  })

  it('sends nothing to a number that is not on WhatsApp, and says so', async () => {
    const calls = fakeGateway(() => refusal(422, 'recipient_not_on_whatsapp'))
    const { send, refusal: why } = useNewMessage(() => target)
    expect(await send({ body: { text: 'Halo' } })).toBeNull()
    expect(calls).toHaveLength(1)
    expect(problemText(why.value)).toBe('This number is not on WhatsApp.')
  })

  it('sends from the number of the form also when the list has forgotten the conversation since', async () => {
    useAccount().me = signedInAs({ id: 'rina' })
    const calls = fakeGateway(({ method, path }) => {
      if (path.endsWith('/messages'))
        return { status: 202, body: { message: outgoing({ id: 'm' }), sequence: 9 } }
      return { body: method === 'POST' ? { id: 'c', phone: '6281234567890', sequence: 7 } : known }
    })
    const { check, send } = useNewMessage(() => target)
    await check()
    useConversations().rows.clear() // the stream began anew
    expect(await send({ body: { text: 'Halo' } })).toBe('c')
    await flushPromises()
    expect(calls.at(-1)).toMatchObject({ method: 'POST', body: { text: 'Halo' } })
    expect(useThreads().threads.get('c')?.entries).toHaveLength(1)
  })

  it('says so where a message cannot be sent, and keeps the form', async () => {
    fakeGateway(({ method }) => ({ body: method === 'POST' ? { id: 'c', phone: '6', sequence: 7 } : known }))
    const { send, refusal: why } = useNewMessage(() => target)
    expect(await send({ body: { text: 'Halo' } })).toBeNull() // nobody is signed in any more
    expect(problemText(why.value)).toBe(t('problem.not_signed_in'))
  })
})
