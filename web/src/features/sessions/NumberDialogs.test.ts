// Proves that linking a number from the settings begins by one press and ends where its button says: in the inbox.
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { fakeGateway } from '../../api/fake-gateway.ts'
import { chooseLocale, t } from '../../i18n/text.ts'
import NumberDialogs from './NumberDialogs.vue'
import { session } from './sessions.examples.ts'
import { useSessions } from './sessions.store.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))

afterEach(() => void vi.unstubAllGlobals())

const page = { template: '<p />' }

describe('a number that is linked again', () => {
  const asks = async (action: 'pair' | 'add', state: SessionView['state']) => {
    useSessions().sync([session({ state })])
    const calls = fakeGateway(({ method }) => ({
      body: method === 'POST' ? { sequence: 3 } : { sessions: [session({ state: 'starting' })] },
    }))
    const wrapper = mount(NumberDialogs, { props: { action, sessionId: session().id } })
    await flushPromises()
    wrapper.unmount()
    return calls.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body])
  }
  const asked = [[`/app/sessions/${session().id}/pair`, { phone: null }]]

  it.each(['logged_out', 'qr_expired', 'pairing_refused'] as const)(
    'asks for its QR by the press that opened the dialog (%s)',
    async (state) => {
      expect(await asks('pair', state)).toEqual(asked)
    },
  )

  it.each(['starting', 'waiting_for_scan', 'waiting_for_code', 'linking'] as const)(
    'leaves the round that runs alone (%s)',
    async (state) => {
      expect(await asks('pair', state)).toEqual([])
    },
  )

  it('waits for somebody when its QR expires before their eyes', async () => {
    useSessions().sync([session({ state: 'waiting_for_scan', qr: 'QR', since: '2026-11-23T02:00:00.000Z' })])
    const calls = fakeGateway(() => ({ body: { sequence: 3 } }))
    const wrapper = mount(NumberDialogs, { props: { action: 'pair', sessionId: session().id } })
    await flushPromises()
    useSessions().sync([session({ state: 'qr_expired', since: '2026-11-23T02:01:00.000Z' })])
    await flushPromises()
    expect(calls).toEqual([])
    wrapper.unmount()
  })
})

describe('number dialogs', () => {
  it('lead to the inbox once the number is online', async () => {
    useSessions().sync([session()])
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/settings/numbers', component: page },
        { path: '/inbox/open', component: page },
      ],
    })
    await router.push('/settings/numbers')
    const wrapper = mount(NumberDialogs, {
      props: { action: 'pair', sessionId: session().id },
      global: { plugins: [router] },
      attachTo: document.body,
    })
    const done = await vi.waitUntil(() =>
      [...document.querySelectorAll('button')].find(({ textContent }) =>
        textContent.includes(t('pairing.done')),
      ),
    )
    done.click()
    await expect.poll(() => router.currentRoute.value.path).toBe('/inbox/open')
    expect(wrapper.emitted('close')).toHaveLength(1)
    wrapper.unmount()
  })
})
