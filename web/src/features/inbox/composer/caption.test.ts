// Proves that with a picture there is one text to write, its caption, and that no words are lost when files change.
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseLocale } from '../../../i18n/text.ts'
import { mountComposer, signIn } from './composer.setup.ts'

let unmount = () => {}
beforeAll(() => chooseLocale('en'))
beforeEach(signIn)
afterEach(() => {
  unmount()
  vi.unstubAllGlobals()
})

const jpeg = (name: string) => new File(['a'], name, { type: 'image/jpeg' })
async function composer(...files: File[]) {
  const wrapper = mountComposer()
  unmount = () => wrapper.unmount()
  await wrapper.get('textarea').setValue('Ini buktinya')
  await wrapper.get('textarea').trigger('paste', { clipboardData: { files } })
  const fields = () =>
    wrapper.findAll('textarea, input:not([type=file])').map((one) => one.attributes('aria-label'))
  const take = (name: string) => wrapper.get(`[aria-label="Remove ${name}"]`).trigger('click')
  const send = async () => {
    await wrapper.get('textarea').trigger('keydown', { key: 'Enter' })
    return wrapper.emitted<[{ body: object }]>('send')?.map(([{ body }]) => body)
  }
  return { wrapper, fields, take, send, text: () => wrapper.get('textarea').element.value }
}

describe('a picture in the composer', () => {
  it('leaves one field, for its caption, with what was written already', async () => {
    const { wrapper, fields, text, send } = await composer(jpeg('a.jpg'))
    expect(fields()).toEqual(['Reply: caption for a.jpg'])
    expect(wrapper.get('textarea').attributes('placeholder')).toBe('Write a caption')
    expect(text()).toBe('Ini buktinya')
    expect(await send()).toEqual([{ text: 'Ini buktinya', as: 'image' }])
    expect(fields()).toEqual(['Reply'])
  })

  it('shares the field with none: each further one has a field of its own, beside it', async () => {
    const { wrapper, fields, send } = await composer(jpeg('a.jpg'), jpeg('b.jpg'))
    expect(fields()).toEqual(['Caption for b.jpg', 'Reply: caption for a.jpg'])
    expect(wrapper.get('textarea').attributes('placeholder')).toBe('Caption for a.jpg')
    await wrapper.get('input[aria-label="Caption for b.jpg"]').setValue('Belakang')
    expect(await send()).toEqual([
      { text: 'Ini buktinya', as: 'image' },
      { text: 'Belakang', as: 'image' },
    ])
  })

  it('hands its field on when it is taken off, and no words are lost', async () => {
    const { wrapper, fields, take, text } = await composer(jpeg('a.jpg'), jpeg('b.jpg'))
    await wrapper.get('input[aria-label="Caption for b.jpg"]').setValue('Belakang')
    await take('a.jpg')
    expect(fields()).toEqual(['Reply: caption for b.jpg'])
    expect(text()).toBe('Ini buktinya\nBelakang')
    await take('b.jpg')
    expect([fields(), text()]).toEqual([['Reply'], 'Ini buktinya\nBelakang'])
  })

  it('is not meant by the field when it is sound, which has no caption', async () => {
    const { fields } = await composer(new File(['a'], 'a.ogg', { type: 'audio/ogg' }))
    expect(fields()).toEqual(['Reply'])
  })
})
