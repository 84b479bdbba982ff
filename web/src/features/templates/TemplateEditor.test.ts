// Proves who may write which templates, and what is stored of a picture.
import { PiniaColada } from '@pinia/colada'
import type { Role } from '@indoshopster/contracts/role'
import type { TemplateView } from '@indoshopster/contracts/templating/templating.endpoints'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { fakeGateway } from '../../api/fake-gateway.ts'
import { chooseLocale, t } from '../../i18n/text.ts'
import { toasts } from '../../ui/toasts.ts'
import { useAccount } from '../account/account.store.ts'
import { colleague, signedInAs } from '../staff/staff.examples.ts'
import TemplateEditor from './TemplateEditor.vue'
import { template } from './templates.examples.ts'

beforeAll(() => chooseLocale('en'))
afterEach(() => void vi.unstubAllGlobals())

const picture = {
  mediaId: '00000000-0000-4000-8000-0000000000f1',
  mimetype: 'image/png',
  bytes: 10,
  fileName: null,
  width: 1,
  height: 1,
  seconds: null,
  thumbnail: null,
}

async function editor(role: Role, one: TemplateView | undefined, query = '') {
  const calls = fakeGateway(({ path }) =>
    path === '/app/templates/preview'
      ? { body: { text: 'Hi', variables: [], faults: [] } }
      : { body: { id: 9, sequence: 4, templates: [] } },
  )
  const pinia = createPinia()
  setActivePinia(pinia)
  useAccount().me = signedInAs(colleague({ role }))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      {
        path: '/templates/:templateId?',
        name: 'templates',
        component: TemplateEditor,
        props: () => ({ template: one }),
      },
    ],
  })
  await router.push(`/templates/${one?.id ?? 'new'}${query}`)
  const wrapper = mount(RouterView, { global: { plugins: [pinia, PiniaColada, router] } })
  await flushPromises()
  const stored = () => calls.filter(({ path, method }) => !path.endsWith('preview') && method !== 'GET')
  return { wrapper, stored }
}

describe('template editor', () => {
  it('tells that a template was saved, a new one too, though its page is another then', async () => {
    toasts.splice(0)
    const { wrapper } = await editor('admin', undefined)
    await wrapper.get('input').setValue('Jam buka')
    await wrapper.get('textarea').setValue('Jam 8')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(toasts.map(({ text }) => text)).toEqual(['Template “Jam buka” saved.'])
  })

  it('shows agents a message and why they do not change it', async () => {
    const { wrapper } = await editor('agent', template())
    expect(wrapper.text()).toContain(t('templates.onlyAdmins'))
    expect(wrapper.get('textarea').attributes('readonly')).toBeDefined()
    expect(wrapper.find('[type=submit]').exists()).toBe(false)
    expect(wrapper.text()).not.toContain(t('templates.delete'))
  })

  it('lets agents write quick replies, and nothing else', async () => {
    const { wrapper, stored } = await editor('agent', undefined)
    expect(wrapper.text()).not.toContain(t('templates.kind.message'))
    await wrapper.get('input').setValue('Jam buka')
    await wrapper.get('textarea').setValue('Jam 8')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(stored()[0]?.body).toEqual({ kind: 'quick_reply', name: 'Jam buka', body: 'Jam 8' })
  })

  it('lets viewers only look', async () => {
    const { wrapper } = await editor('viewer', template({ kind: 'quick_reply' }))
    expect(wrapper.text()).toContain(t('templates.onlyAgents'))
    expect(wrapper.find('[type=submit]').exists()).toBe(false)
  })

  it('begins with the type that was asked for', async () => {
    const { wrapper } = await editor('admin', undefined, '?kind=quick_reply')
    expect(wrapper.text()).toContain(t('templates.kindHint.quick_reply'))
  })

  it('shows admins a sample with the id, for the shop’s programs', async () => {
    const { wrapper } = await editor('admin', template({ id: 7 }))
    expect(wrapper.text()).toContain('"template_id": 7')
  })

  it('says nothing of a picture that stays, and null for one taken away', async () => {
    const { wrapper, stored } = await editor('admin', template({ picture }))
    await wrapper.get('input').setValue('Other')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(stored()[0]?.body).toEqual({ name: 'Other', body: 'Hi {{fullname}}' })
    await wrapper
      .findAll('button')
      .find((one) => one.text() === t('templates.noPicture'))
      ?.trigger('click')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(stored()[1]?.body).toMatchObject({ mediaId: null })
  })
})
