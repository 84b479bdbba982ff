// Proves how somebody joins by a link: the secret stays out of addresses, faults stand at their field, joining signs in.
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { type Asked, fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { chooseLocale, t } from '../../i18n/text.ts'
import { colleague, signedInAs } from '../staff/staff.examples.ts'
import { useAccount } from './account.store.ts'
import JoinPage from './JoinPage.vue'

beforeAll(() => chooseLocale('en'))
afterEach(() => void vi.unstubAllGlobals())

const offer = { workspaceName: 'Toko Maju', role: 'agent', expiresAt: '2026-11-30T00:00:00.000Z' }
const page = { template: '<p />' }

async function opened(answer: (asked: Asked) => { status?: number; body?: unknown }, signedIn = false) {
  const calls = fakeGateway(answer)
  setActivePinia(createPinia())
  if (signedIn) useAccount().me = signedInAs(colleague())
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ['/join', '/inbox/open', '/sign-in'].map((path) => ({ path, component: page })),
  })
  await router.push('/join#top-secret')
  const wrapper = mount(JoinPage, { global: { plugins: [router] } })
  await flushPromises()
  return { calls, router, wrapper }
}
async function fill(wrapper: Awaited<ReturnType<typeof opened>>['wrapper']): Promise<void> {
  const values = { name: 'Dewi', email: ' dewi@toko.example ', password: 'rahasia-sekali' }
  for (const [name, value] of Object.entries(values)) await wrapper.get(`[name=${name}]`).setValue(value)
  await wrapper.get('form').trigger('submit')
  await flushPromises()
}

describe('joining', () => {
  it('looks at the link first and says what it offers', async () => {
    const { calls, wrapper } = await opened(() => ({ body: offer }))
    expect(calls[0]).toMatchObject({ path: '/app/join/look', body: { secret: 'top-secret' } })
    expect(calls.some(({ path, query }) => `${path}${query}`.includes('secret='))).toBe(false)
    expect(wrapper.text()).toContain(t('join.title', { workspace: 'Toko Maju' }))
    expect(wrapper.text()).toContain(t('settings.role.agent'))
  })

  it('says that a used or old link is not valid, without a form', async () => {
    const { wrapper } = await opened(() => refusal(404, 'invitation_not_found'))
    expect(wrapper.text()).toContain(t('problem.invitation_not_found'))
    expect(wrapper.find('form').exists()).toBe(false)
  })

  it('makes the account, signs in and lands in the inbox', async () => {
    const { calls, router, wrapper } = await opened(({ path }) => {
      if (path === '/app/join/look') return { body: offer }
      if (path === '/app/me') return { body: signedInAs(colleague()) }
      return { status: 201, body: { csrfToken: 'token', account: colleague() } }
    })
    await fill(wrapper)
    expect(calls.find(({ path }) => path === '/app/join')?.body).toEqual({
      secret: 'top-secret',
      name: 'Dewi',
      email: 'dewi@toko.example',
      password: 'rahasia-sekali',
    })
    expect(router.currentRoute.value.fullPath).toBe('/inbox/open')
    expect(useAccount().account?.name).toBe('Sari')
  })

  it('shows a fault at the field it is about and keeps what was typed', async () => {
    const { wrapper } = await opened(({ path }) =>
      path === '/app/join/look' ? { body: offer } : refusal(422, 'password_too_weak'),
    )
    await fill(wrapper)
    expect(wrapper.get('[name=password]').attributes('aria-invalid')).toBe('true')
    expect(wrapper.get('[name=name]').attributes('aria-invalid')).toBeUndefined()
    expect(wrapper.text()).toContain(t('problem.password_too_weak'))
    expect(wrapper.get<HTMLInputElement>('[name=name]').element.value).toBe('Dewi')
  })

  it('asks who is signed in already to sign out first', async () => {
    const { calls, wrapper } = await opened(() => ({}), true)
    expect(calls).toEqual([])
    expect(wrapper.text()).toContain(t('join.signOut'))
  })
})
