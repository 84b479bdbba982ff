// Proves that a contact is erased only by somebody who typed that it is meant, and that refusals are told.
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Asked, fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { chooseLocale } from '../../i18n/text.ts'
import { keepDraft, readDraft } from '../inbox/composer/drafts.ts'
import { conversation } from '../inbox/inbox.examples.ts'
import EraseContact from './EraseContact.vue'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

const { id } = conversation()
const erased = (calls: Asked[]) => calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path)
const shown = () => document.body.textContent ?? ''
const confirm = () =>
  [...document.querySelectorAll('button')].find((button) => button.textContent?.includes('Erase for ever'))

async function type(word: string) {
  const wrapper = mount(EraseContact, { props: { conversation: conversation() }, attachTo: document.body })
  await flushPromises()
  const input = document.querySelector('input')
  if (input) {
    input.value = word
    input.dispatchEvent(new Event('input'))
  }
  await flushPromises()
  confirm()?.form?.dispatchEvent(new Event('submit'))
  await flushPromises()
  return wrapper
}

describe('erasing a contact', () => {
  it.each(['', 'ERAS', 'yes'])('does nothing after %j', async (word) => {
    const calls = fakeGateway(() => ({ body: { sequence: 9 } }))
    await type(word)
    expect(erased(calls)).toEqual([])
    expect(confirm()?.disabled).toBe(true)
  })

  it('happens after the word, and takes drafts on this browser away', async () => {
    keepDraft('', id, 'reply', 'Halo Budi')
    const calls = fakeGateway(() => ({ body: { sequence: 9, conversations: [] } }))
    const wrapper = await type('erase')
    expect(erased(calls)).toEqual([`/app/conversations/${id}/contact`])
    expect(wrapper.emitted('close')).toHaveLength(1)
    expect(readDraft('', id, 'reply')).toBe('')
  })

  it('says why it was refused and stays open', async () => {
    fakeGateway(() => refusal(403, 'role_forbidden'))
    const wrapper = await type('ERASE')
    expect(wrapper.emitted('close')).toBeUndefined()
    expect(shown()).toContain('Your role')
  })
})
