// Proves what the menu of quick replies says when it has nothing to offer.
import { PiniaColada } from '@pinia/colada'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { fakeGateway } from '../../api/fake-gateway.ts'
import { chooseLocale, t } from '../../i18n/text.ts'
import QuickReplyMenu from './QuickReplyMenu.vue'

beforeAll(() => chooseLocale('en'))
afterEach(() => void vi.unstubAllGlobals())

async function menu(kinds: readonly ('message' | 'quick_reply')[]) {
  const templates = kinds.map((kind, at) => ({
    id: 101 + at,
    kind,
    name: 'Hello',
    body: 'Hi',
    variables: [],
  }))
  fakeGateway(() => ({ body: { templates } }))
  const facts = { contact: 'Budi', phone: null, agent: 'Rina', business: 'Toko', today: '23 November' }
  const wrapper = mount(QuickReplyMenu, {
    props: { word: kinds.includes('quick_reply') ? 'zzz' : '', facts },
    global: { plugins: [createPinia(), PiniaColada] },
  })
  await flushPromises()
  return wrapper.text()
}

describe('menu of quick replies', () => {
  it('tells where to make one when there is none, although there are templates for the shop', async () => {
    expect(await menu(['message'])).toBe(t('quickReply.none'))
  })
  it('says that nothing fits when there are some', async () => {
    expect(await menu(['message', 'quick_reply'])).toBe(t('quickReply.noneFound'))
  })
})
