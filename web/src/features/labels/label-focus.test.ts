// Proves where the focus is while labels are made and changed, and after the popup to choose them was closed.
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway } from '../../api/fake-gateway.ts'
import { chooseLocale } from '../../i18n/text.ts'
import { signedInAs } from '../account/account.examples.ts'
import { useAccount } from '../account/account.store.ts'
import LabelPopover from './LabelPopover.vue'
import LabelsList from './LabelsList.vue'

let unmount = () => {}
beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  setActivePinia(createPinia())
  fakeGateway(() => ({ body: { labels: [{ id: 'vip', name: 'VIP', colour: 'blue', conversations: 0 }] } }))
  useAccount().me = signedInAs({ role: 'admin' })
})
afterEach(() => {
  unmount()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

async function list() {
  const wrapper = mount(LabelsList, { attachTo: document.body })
  unmount = () => wrapper.unmount()
  await flushPromises()
  const press = async (name: string) => {
    const button = wrapper
      .findAll('button')
      .find((one) => one.text() === name || one.attributes('aria-label') === name)
    button?.element.focus()
    await button?.trigger('click')
    await flushPromises()
  }
  return { press }
}
const focused = () =>
  document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent

describe('labels', () => {
  it('are named at once when one is made, and the button has the focus again afterwards', async () => {
    const { press } = await list()
    await press('New label')
    expect(focused()).toBe('Name of the label')
    await press('Cancel')
    expect(focused()).toBe('New label')
  })

  it('are renamed at once, and the pencil has the focus again afterwards', async () => {
    const { press } = await list()
    await press('Edit label VIP')
    expect(focused()).toBe('Name of the label')
    await press('Cancel')
    expect(focused()).toBe('Edit label VIP')
  })

  it.each([
    ['what opened it when it came by a key', null, 'BUTTON'],
    ['the text that was being written', 'textarea', 'TEXTAREA'],
  ])('give the focus back to %s', async (_what, writing, tag) => {
    document.body.innerHTML = '<button></button><textarea></textarea>'
    const anchor = document.querySelector('button')
    if (!anchor) throw new Error('There is no button')
    if (writing) document.querySelector<HTMLElement>(writing)?.focus()
    const wrapper = mount(LabelPopover, { attachTo: document.body, props: { anchor, applied: [] } })
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'))
    wrapper.unmount()
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe(tag))
  })
})
