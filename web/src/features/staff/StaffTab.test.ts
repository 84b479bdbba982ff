// Proves what each role sees of colleagues and may do with them.
import { PiniaColada } from '@pinia/colada'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Asked, fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { chooseLocale, t } from '../../i18n/text.ts'
import { useAccount } from '../account/account.store.ts'
import { colleague, invitation, signedInAs } from './staff.examples.ts'
import StaffTab from './StaffTab.vue'

beforeAll(() => chooseLocale('en'))
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

const owner = colleague({ id: '00000000-0000-4000-8000-0000000000a9', name: 'Olga', role: 'owner' })
const sari = colleague()

async function shown(me: typeof owner, answer: (asked: Asked) => { status?: number; body?: unknown }) {
  const calls = fakeGateway((asked) =>
    asked.method === 'GET'
      ? { body: { accounts: [owner, sari], invitations: me.role === 'owner' ? [invitation()] : [] } }
      : answer(asked),
  )
  const pinia = createPinia()
  setActivePinia(pinia)
  useAccount().me = signedInAs(me, [owner, sari])
  const wrapper = mount(StaffTab, { global: { plugins: [pinia, PiniaColada] }, attachTo: document.body })
  await flushPromises()
  return { wrapper, calls }
}
const button = (text: string) =>
  [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === text)

describe('team in the settings', () => {
  it('shows agents who works here, and why they change nothing', async () => {
    const { wrapper } = await shown(sari, () => ({}))
    expect(wrapper.text()).toContain('Olga')
    expect(wrapper.text()).toContain(t('staff.onlyAdmins'))
    expect(wrapper.text()).not.toContain(t('staff.invitations'))
    expect(button(t('staff.invite'))).toBeUndefined()
    expect(wrapper.findAll('button')).toEqual([])
    wrapper.unmount()
  })

  it('gives an owner the whole link, once', async () => {
    const path = '/join#secret'
    const { wrapper, calls } = await shown(owner, () => ({
      status: 201,
      body: { id: 'i', path, sequence: 5 },
    }))
    button(t('staff.invite'))?.click()
    await flushPromises()
    button(t('staff.makeLink'))?.click()
    await vi.waitUntil(() => document.querySelector('[data-testid=invitation-link]'))
    expect(document.body.textContent).toContain(`${location.origin}/join#secret`)
    expect(calls.find(({ method }) => method === 'POST')).toMatchObject({
      path: '/app/invitations',
      body: { role: 'agent', note: '' },
    })
    button(t('staff.linkDone'))?.click()
    await flushPromises()
    expect(document.body.textContent).not.toContain('secret')
    wrapper.unmount()
  })

  it('takes an open invitation back', async () => {
    const { wrapper, calls } = await shown(owner, () => ({ body: { sequence: 6 } }))
    await wrapper.get(`[aria-label="${t('staff.revoke')}: ${invitation().note}"]`).trigger('click')
    await flushPromises()
    document.querySelector<HTMLElement>('[role=dialog] button.bg-danger')?.click()
    await flushPromises()
    expect(calls.find(({ method }) => method === 'DELETE')?.path).toBe(`/app/invitations/${invitation().id}`)
    wrapper.unmount()
  })

  it('says in plain words why an account stays as it is', async () => {
    const { wrapper } = await shown(owner, () => refusal(409, 'last_owner'))
    wrapper.findAllComponents({ name: 'ColleagueRow' })[1]?.vm.$emit('choose', 'close')
    await flushPromises()
    document.querySelector<HTMLElement>('[role=dialog] button.bg-danger')?.click()
    await flushPromises()
    expect(document.body.textContent).toContain(t('problem.last_owner'))
    wrapper.unmount()
  })
})
