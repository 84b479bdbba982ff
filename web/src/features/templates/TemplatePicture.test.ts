// Proves that a template takes pictures only, shows what was chosen, and says at once what it does not take.
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseLocale, t } from '../../i18n/text.ts'
import TemplatePicture from './TemplatePicture.vue'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))
afterEach(() => void vi.unstubAllGlobals())

const stored = { mediaId: '00000000-0000-4000-8000-0000000000f1', mimetype: 'image/png', bytes: 3 }

/** A gateway that takes every file; `mimetype` is what it finds in the bytes. */
function gatewayThatFinds(mimetype: string): string[] {
  const asked: string[] = []
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {}
      status = 201
      responseText = JSON.stringify({ ...stored, mimetype })
      onload: () => void = () => {}
      open = (_method: string, path: string) => asked.push(path)
      setRequestHeader = () => {}
      send = () => this.onload()
    },
  )
  return asked
}

async function choose() {
  const wrapper = mount(TemplatePicture, { props: { modelValue: null, locked: false } })
  const field = wrapper.get<HTMLInputElement>('input[type=file]')
  const files = [new File(['png'], 'a.png', { type: 'image/png' })]
  Object.defineProperty(field.element, 'files', { value: files })
  await field.trigger('change')
  await flushPromises()
  return wrapper
}

describe('picture of a template', () => {
  it('goes up for the workspace, not for a conversation', async () => {
    const asked = gatewayThatFinds('image/png')
    const wrapper = await choose()
    expect(asked).toEqual(['/app/media?name=a.png'])
    expect(wrapper.emitted('update:modelValue')?.[0]).toMatchObject([stored])
  })

  it('is refused at once when the bytes are no picture, whatever the name says', async () => {
    gatewayThatFinds('text/plain')
    const wrapper = await choose()
    expect(wrapper.emitted('update:modelValue')).toBeUndefined()
    expect(wrapper.get('[role=alert]').text()).toBe(t('templates.notAPicture'))
  })

  it('is not offered to those who may not write it', () => {
    expect(mount(TemplatePicture, { props: { modelValue: null, locked: true } }).text()).toBe('')
  })
})
