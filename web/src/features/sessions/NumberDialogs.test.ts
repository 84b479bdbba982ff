// Proves that linking a number from the settings ends where its button says: in the inbox.
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { chooseLocale, t } from '../../i18n/text.ts'
import NumberDialogs from './NumberDialogs.vue'
import { session } from './sessions.examples.ts'
import { useSessions } from './sessions.store.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))

const page = { template: '<p />' }

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
