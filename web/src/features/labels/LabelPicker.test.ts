// Proves that labels are found, put on, taken off and made from the keyboard.
import type { LabelView } from '@indoshopster/contracts/inbox/label.views'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { chooseLocale } from '../../i18n/text.ts'
import { signedInAs } from '../account/account.examples.ts'
import { useAccount } from '../account/account.store.ts'
import LabelPicker from './LabelPicker.vue'
import { useLabels } from './labels.store.ts'

const label = (name: string): LabelView => ({ id: name, name, colour: 'blue', conversations: 0 })

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  setActivePinia(createPinia())
  useAccount().me = signedInAs()
  useLabels().list = [label('Komplain'), label('VIP')]
  useLabels().loaded = true
})
afterEach(() => void vi.unstubAllGlobals())

async function picker(typed: string, applied: string[] = []) {
  const wrapper = mount(LabelPicker, { props: { applied } })
  await wrapper.get('input').setValue(typed)
  return wrapper
}

describe('label picker', () => {
  it('puts the only label found on, or takes it off', async () => {
    const on = await picker('vi')
    await on.get('input').trigger('keydown', { key: 'Enter' })
    expect(on.emitted('toggle')).toEqual([['VIP', true]])
    const off = await picker('vi', ['VIP'])
    await off.get('input').trigger('keydown', { key: 'Enter' })
    expect(off.emitted('toggle')).toEqual([['VIP', false]])
  })

  it('makes a label that is not there, and puts it on', async () => {
    const calls = fakeGateway(({ method }) => ({
      body: method === 'POST' ? { id: 'new', sequence: 4 } : { labels: [label('Retur')] },
    }))
    const wrapper = await picker(' Retur ')
    await wrapper.get('input').trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(calls.map(({ method, path, query }) => `${method} ${path} ${query.get('min_seq')}`)).toEqual([
      'POST /app/labels null',
      'GET /app/labels 4',
    ])
    expect(calls[0]?.body).toMatchObject({ name: 'Retur' })
    expect(wrapper.emitted('toggle')).toEqual([['new', true]])
  })

  it('makes none and says nothing of none while it is not known which there are', async () => {
    const calls = fakeGateway(() => ({ body: { labels: [label('Retur')] } }))
    useLabels().list = []
    useLabels().loaded = false
    const wrapper = await picker('retur')
    await wrapper.get('input').trigger('keydown', { key: 'Enter' })
    expect(wrapper.findAll('button, p')).toEqual([])
    await useLabels().refetch()
    await wrapper.get('input').trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('toggle')).toEqual([['Retur', true]])
    expect(calls.map(({ method }) => method)).toEqual(['GET'])
  })

  it('tells why a label could not be made', async () => {
    fakeGateway(() => refusal(409, 'label_name_taken'))
    const wrapper = await picker('Retur')
    await wrapper.get('input').trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(wrapper.get('[role=alert]').text()).toBe('There is already a label with this name.')
  })

  it('offers a viewer no new label', async () => {
    useAccount().me = signedInAs({ role: 'viewer' })
    expect((await picker('Retur')).text()).toBe('No labels yet.')
  })
})
