// Proves that a short interruption says nothing, a longer one does, and that waiting replies are counted.
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseLocale, t } from '../../i18n/text.ts'
import { useConnection } from '../../live/connection.store.ts'
import ConnectionBanner from './ConnectionBanner.vue'

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('connection banner', () => {
  it('says nothing for three seconds, then that it reconnects, and goes by itself', async () => {
    const wrapper = mount(ConnectionBanner)
    const connection = useConnection()
    connection.set(true)
    connection.set(false)
    await vi.advanceTimersByTimeAsync(2_900)
    expect(wrapper.text()).toBe('')
    await vi.advanceTimersByTimeAsync(200)
    expect(wrapper.text()).toContain(t('shell.reconnecting'))
    connection.set(true)
    await wrapper.vm.$nextTick()
    expect(wrapper.text()).toBe('')
  })

  it('says that the browser is offline only when it stays so', async () => {
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
    const wrapper = mount(ConnectionBanner)
    online.mockReturnValue(false)
    window.dispatchEvent(new Event('offline'))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(wrapper.text()).toBe('')
    await vi.advanceTimersByTimeAsync(1_500)
    expect(wrapper.text()).toContain(t('shell.offline'))
  })
})
