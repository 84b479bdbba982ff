// Proves that a refused password is told at its field, and a changed one leaves nothing in the form.
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { chooseLocale, t } from '../../i18n/text.ts'
import MyPasswordForm from './MyPasswordForm.vue'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))
afterEach(() => void vi.unstubAllGlobals())

async function changed(answer: Parameters<typeof fakeGateway>[0]) {
  const calls = fakeGateway(answer)
  const wrapper = mount(MyPasswordForm)
  await wrapper.get('[autocomplete=current-password]').setValue('old')
  await wrapper.get('[autocomplete=new-password]').setValue('new and longer')
  await wrapper.get('form').trigger('submit')
  await flushPromises()
  return { calls, wrapper }
}

describe('own password', () => {
  it('is changed with the current one, and the form is empty then', async () => {
    const { calls, wrapper } = await changed(() => ({ body: {} }))
    expect(calls[0]?.body).toEqual({ current: 'old', next: 'new and longer' })
    expect(wrapper.text()).toContain(t('profile.changed'))
    expect(wrapper.get<HTMLInputElement>('[autocomplete=new-password]').element.value).toBe('')
  })

  it('says which of the two was refused', async () => {
    const { wrapper } = await changed(() => refusal(422, 'password_wrong'))
    expect(wrapper.get('[autocomplete=current-password]').attributes('aria-invalid')).toBe('true')
    expect(wrapper.get('[autocomplete=new-password]').attributes('aria-invalid')).toBeUndefined()
  })
})
