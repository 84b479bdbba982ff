// Proves what opens while words are written: quick replies, emoji, colleagues; what each key does in them.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway } from '../../../api/fake-gateway.ts'
import { chooseLocale } from '../../../i18n/text.ts'
import type { WrittenNote } from '../message-thread/useReplies.ts'
import { button, mountComposer, press, reply, signIn, type, value } from './composer.setup.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(signIn)
afterEach(() => void vi.unstubAllGlobals())

const writeNote = vi.fn<(note: WrittenNote) => Promise<void>>(() => Promise.resolve())
const composer = (props: Parameters<typeof mountComposer>[0] = {}) => mountComposer({ writeNote, ...props })

describe('menus of the composer', () => {
  it('puts a quick reply at the cursor, with what the conversation tells, and several of them', async () => {
    const wrapper = composer()
    await type(wrapper, 'Halo. /jam')
    expect(wrapper.findAll('[role=option]').map((one) => one.text())).toEqual([
      'jam bukaKami buka jam 8, kak Budi Tanjung.',
    ])
    await press(wrapper, 'Enter')
    await flushPromises()
    await vi.dynamicImportSettled()
    await flushPromises()
    expect(value(wrapper)).toBe('Halo. Kami buka jam 8, kak Budi Tanjung.')
    expect(wrapper.emitted('send')).toBeUndefined()
    await type(wrapper, `${value(wrapper)} /buka`)
    expect(wrapper.findAll('[role=option]')).toHaveLength(1)
  })

  it('asks for the gaps that nobody knows', async () => {
    const wrapper = composer()
    await type(wrapper, '/resi')
    await press(wrapper, 'Tab')
    await vi.dynamicImportSettled()
    await flushPromises()
    const inputs = [...document.querySelectorAll<HTMLInputElement>('[role=dialog] input')]
    expect(inputs.map((input) => input.value)).toEqual(['Budi Tanjung', ''])
    wrapper.unmount()
  })

  it('finds an emoji by a word, in replies and notes; Escape closes, and then Enter sends', async () => {
    fakeGateway(() => ({
      body: [
        { emoji: '🙏', annotation: 'folded hands', tags: ['please', 'pray'], group: 1, version: 0.6 },
        { emoji: '🚚', annotation: 'delivery truck', tags: [], group: 5, version: 0.6 },
      ],
    }))
    const wrapper = composer()
    await type(wrapper, 'Mohon ditunggu :m')
    expect(wrapper.find('[role=listbox]').exists()).toBe(false)
    await type(wrapper, 'Mohon ditunggu :maa')
    expect(wrapper.findAll('[role=option]').map((one) => one.text())).toEqual(['🙏 folded hands'])
    await press(wrapper, 'Enter')
    await flushPromises()
    expect(value(wrapper)).toBe('Mohon ditunggu 🙏')
    await type(wrapper, 'Sudah di :truk')
    await press(wrapper, 'Escape')
    expect(wrapper.find('[role=listbox]').exists()).toBe(false)
    await press(wrapper, 'Enter')
    expect(wrapper.emitted('send')).toEqual([[reply('Sudah di :truk')]])
  })

  it.each(['Nama :Budi', 'jam 10:abc', 'https://toko'])(
    'has no emoji for “%s”: Enter sends',
    async (words) => {
      fakeGateway(() => ({ body: [{ emoji: '🚚', annotation: 'delivery truck', group: 5, version: 0.6 }] }))
      const wrapper = composer()
      await type(wrapper, words)
      await press(wrapper, 'Enter')
      expect(wrapper.emitted('send')).toEqual([[reply(words)]])
    },
  )

  it('closes the menu with Escape and on blur, and sends then', async () => {
    const wrapper = composer()
    await type(wrapper, '/jam')
    await press(wrapper, 'Escape')
    expect(wrapper.find('[role=listbox]').exists()).toBe(false)
    await type(wrapper, '/jam')
    await wrapper.get('textarea').trigger('blur')
    expect(wrapper.find('[role=listbox]').exists()).toBe(false)
  })

  it('writes a note with the colleagues it names, and sends nothing', async () => {
    const wrapper = composer()
    await button(wrapper, 'Note').trigger('click')
    await type(wrapper, 'Tolong @Dim')
    await press(wrapper, 'Enter')
    await flushPromises()
    expect(value(wrapper)).toBe('Tolong @Dimas ')
    await press(wrapper, 'Enter')
    await flushPromises()
    expect(writeNote.mock.lastCall?.[0]).toMatchObject({ text: 'Tolong @Dimas', mentions: ['dimas'] })
    expect(wrapper.emitted('send')).toBeUndefined()
    expect(value(wrapper)).toBe('')
  })
})
