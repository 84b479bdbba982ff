// Proves that a number is removed only by typing its name.
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway } from '../../api/fake-gateway.ts'
import { chooseLocale } from '../../i18n/text.ts'
import RemoveNumberForm from './RemoveNumberForm.vue'
import { session } from './sessions.examples.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))
afterEach(() => void vi.unstubAllGlobals())

describe('removing a number', () => {
  it('waits for its name, then removes it', async () => {
    const calls = fakeGateway(({ method }) => ({
      body: method === 'DELETE' ? { sequence: 4 } : { sessions: [] },
    }))
    const wrapper = mount(RemoveNumberForm, { props: { session: session() } })
    for (const typed of ['', 'cs jakarta']) {
      await wrapper.get('input').setValue(typed)
      await wrapper.get('form').trigger('submit')
      expect(wrapper.get('[type=submit]').attributes('disabled')).toBeDefined()
    }
    expect(calls).toEqual([])
    await wrapper.get('input').setValue('CS Jakarta')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(calls[0]).toMatchObject({ method: 'DELETE', path: `/app/sessions/${session().id}` })
    expect(wrapper.emitted('done')).toHaveLength(1)
  })
})
