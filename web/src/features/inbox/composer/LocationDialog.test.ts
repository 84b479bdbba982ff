// Proves that a place is sent only when the text names one, and that a text that names none is told.
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chooseLocale, t } from '../../../i18n/text.ts'
import LocationDialog from './LocationDialog.vue'

beforeAll(() => chooseLocale('en'))
let close = () => {}
afterEach(() => close())

async function dialog() {
  const wrapper = mount(LocationDialog, { attachTo: document.body })
  close = () => wrapper.unmount()
  await flushPromises()
  const [point, name] = document.querySelectorAll('input')
  const send = [...document.querySelectorAll('button')].find((one) => one.type === 'submit')
  if (!point || !name || !send) throw new Error('The dialog has no fields.')
  async function type(field: HTMLInputElement, text: string) {
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await flushPromises()
  }
  const told = () => document.body.textContent.includes(t('attach.pointInvalid'))
  return { wrapper, point, name, send, type, told }
}

describe('a place', () => {
  it('is not sent while nothing is typed, nor by a name alone', async () => {
    const { name, send, type, told } = await dialog()
    expect(send.disabled).toBe(true)
    await type(name, 'Toko')
    expect([send.disabled, told()]).toEqual([true, false])
  })

  it('is sent with what is known of it', async () => {
    const { wrapper, point, name, send, type } = await dialog()
    await type(point, '-6.175392, 106.827153')
    await type(name, ' Monas ')
    send.click()
    const place = { latitude: -6.175392, longitude: 106.827153, name: 'Monas', address: null }
    expect(wrapper.emitted('send')).toEqual([[place]])
  })

  it.each(['blur', 'keydown'])(
    'says that a text names none, not before it is finished (%s)',
    async (ends) => {
      const { point, send, type, told } = await dialog()
      await type(point, 'di depan pasar')
      expect([send.disabled, told()]).toEqual([true, false])
      point.dispatchEvent(
        ends === 'blur' ? new Event('blur') : new KeyboardEvent('keydown', { key: 'Enter' }),
      )
      await flushPromises()
      expect(told()).toBe(true)
      await type(point, '')
      expect(told()).toBe(false)
    },
  )
})
