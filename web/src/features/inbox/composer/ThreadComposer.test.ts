// Proves what the keys do in the composer, that drafts stay with their conversation, and when it is locked.
import { flushPromises, mount } from '@vue/test-utils'
import { PiniaColada } from '@pinia/colada'
import type { Me } from '@indoshopster/contracts/web-api/auth'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway } from '../../../api/fake-gateway.ts'
import { chooseLocale } from '../../../i18n/text.ts'
import { useAccount } from '../../account/account.store.ts'
import { session } from '../../sessions/sessions.examples.ts'
import { conversation, message } from '../inbox.examples.ts'
import ThreadComposer from './ThreadComposer.vue'

let pinia = createPinia()
const template = (id: number, name: string, body: string, variables: string[]) => ({
  id,
  kind: 'quick_reply',
  name,
  body,
  variables,
  version: 1,
  picture: null,
  updatedAt: '2026-11-23T02:00:00.000Z',
})

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  localStorage.clear()
  pinia = createPinia()
  setActivePinia(pinia)
  fakeGateway(() => ({
    body: {
      templates: [
        template(1, 'jam buka', 'Kami buka jam 8, kak {{nama}}.', ['nama']),
        template(2, 'resi', 'Resi *{{resi}}* untuk {{nama}}', ['nama', 'resi']),
      ],
    },
  }))
  useAccount().me = {
    account: { id: 'rina', name: 'Rina Wulandari', workspaceName: 'Toko', role: 'agent' },
    colleagues: [
      { id: 'rina', name: 'Rina Wulandari', role: 'agent', active: true },
      { id: 'dimas', name: 'Dimas', role: 'agent', active: true },
    ],
    limits: { mediaBytes: 1_000 },
  } as Me // the parts that the composer reads
})
afterEach(() => void vi.unstubAllGlobals())

const writeNote = vi.fn<(text: string, mentions: string[]) => Promise<void>>(() => Promise.resolve())
function composer(props: Partial<InstanceType<typeof ThreadComposer>['$props']> = {}) {
  return mount(ThreadComposer, {
    attachTo: document.body,
    props: {
      conversationId: 'c',
      conversation: conversation(),
      session: session(),
      sessionsLoaded: true,
      mayWrite: true,
      meanwhileBy: null,
      writeNote,
      takeBack: () => null,
      ...props,
    },
    global: { plugins: [pinia, PiniaColada], stubs: { RouterLink: { template: '<a><slot /></a>' } } },
  })
}
type Wrapper = ReturnType<typeof composer>
const press = (wrapper: Wrapper, key: string, options = {}) =>
  wrapper.get('textarea').trigger('keydown', { key, ...options })
const value = (wrapper: Wrapper) => wrapper.get('textarea').element.value
const button = (wrapper: Wrapper, text: string) => {
  const found = wrapper.findAll('button').find((one) => one.text() === text)
  if (!found) throw new Error(`There is no button ${text}`)
  return found
}
async function type(wrapper: Wrapper, text: string): Promise<void> {
  const field = wrapper.get('textarea')
  field.element.focus()
  field.element.value = text
  field.element.setSelectionRange(text.length, text.length)
  await field.trigger('input')
  await vi.dynamicImportSettled()
  await flushPromises()
}
const reply = (text: string) => ({ body: { text }, file: undefined, media: undefined, answers: null })

describe('composer', () => {
  it('sends the trimmed text with Enter and empties itself', async () => {
    const wrapper = composer()
    await wrapper.get('textarea').setValue('  Halo kak \n')
    await press(wrapper, 'Enter')
    expect(wrapper.emitted('send')).toEqual([[reply('Halo kak')]])
    expect(value(wrapper)).toBe('')
  })

  it.each([{ shiftKey: true }, { isComposing: true }])('does not send with %j', async (options) => {
    const wrapper = composer()
    await wrapper.get('textarea').setValue('Halo')
    await press(wrapper, 'Enter', options)
    expect(wrapper.emitted('send')).toBeUndefined()
  })

  it.each(['', '   \n', 'a'.repeat(4097)])(
    'does not send what WhatsApp would not take (%#)',
    async (text) => {
      const wrapper = composer()
      await wrapper.get('textarea').setValue(text)
      await press(wrapper, 'Enter')
      expect(wrapper.emitted('send')).toBeUndefined()
    },
  )

  it('keeps the words until it is known where they go', async () => {
    const wrapper = composer({ conversation: undefined })
    await wrapper.get('textarea').setValue('Halo')
    await press(wrapper, 'Enter')
    expect(wrapper.emitted('send')).toBeUndefined()
    expect(value(wrapper)).toBe('Halo')
  })

  it('keeps the draft of a conversation over a reload until it is sent', async () => {
    await composer().get('textarea').setValue('Belum selesai')
    expect(value(composer({ conversationId: 'other' }))).toBe('')
    const again = composer()
    expect(value(again)).toBe('Belum selesai')
    await press(again, 'Enter')
    expect(value(composer())).toBe('')
  })

  it('sends files as messages of their own, the text as the caption of the first', async () => {
    const wrapper = composer()
    const files = [
      new File(['a'], 'a.jpg', { type: 'image/jpeg' }),
      new File(['b'], 'b.pdf', { type: 'application/pdf' }),
    ]
    await wrapper.get('textarea').trigger('paste', { clipboardData: { files } })
    await wrapper.get('textarea').setValue('Ini buktinya')
    await press(wrapper, 'Enter')
    expect(wrapper.emitted('send')).toMatchObject([
      [{ body: { text: 'Ini buktinya', as: 'image' }, file: files[0] }],
      [{ body: { text: '', as: 'document' }, file: files[1] }],
    ])
  })

  it('refuses files that are empty or too large', async () => {
    const wrapper = composer()
    const files = [new File([], 'leer.jpg'), new File(['x'.repeat(2_000)], 'besar.bin')]
    await wrapper.get('textarea').trigger('paste', { clipboardData: { files } })
    await press(wrapper, 'Enter')
    expect(wrapper.emitted('send')).toBeUndefined()
  })

  it('answers a message once', async () => {
    const answered = message({ id: 'q' })
    const wrapper = composer({ answering: answered })
    expect(wrapper.text()).toContain('Answering Customer')
    await wrapper.get('textarea').setValue('Ya')
    await press(wrapper, 'Enter')
    expect(wrapper.emitted('send')?.[0]).toMatchObject([{ answers: { id: 'q' } }])
    expect(wrapper.emitted('update:answering')).toEqual([[null]])
  })

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

  it('writes the last unsent reply anew with arrow up, in an empty field only', async () => {
    const takeBack = vi.fn(() => ({ text: 'Salah ketik', answers: message({ id: 'q' }) }))
    const wrapper = composer({ takeBack })
    await type(wrapper, 'Halo')
    await press(wrapper, 'ArrowUp')
    expect(takeBack).not.toHaveBeenCalled()
    await type(wrapper, '')
    await press(wrapper, 'ArrowUp', { isComposing: true })
    expect(takeBack).not.toHaveBeenCalled()
    await press(wrapper, 'ArrowUp')
    expect(value(wrapper)).toBe('Salah ketik')
    expect(wrapper.emitted('update:answering')).toMatchObject([[{ id: 'q' }]])
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
    expect(writeNote).toHaveBeenCalledWith('Tolong @Dimas', ['dimas'])
    expect(wrapper.emitted('send')).toBeUndefined()
    expect(value(wrapper)).toBe('')
  })

  it('asks before it sends when a colleague answered meanwhile', async () => {
    const wrapper = composer({ meanwhileBy: 'Dimas' })
    await wrapper.get('textarea').setValue('Halo')
    await press(wrapper, 'Enter')
    expect(wrapper.emitted('send')).toBeUndefined()
    expect(wrapper.text()).toContain('Dimas answered while you were typing. Send anyway?')
    await button(wrapper, 'Send anyway').trigger('click')
    expect(wrapper.emitted('send')).toEqual([[reply('Halo')]])
  })

  it('keeps what is typed while a note is being saved', async () => {
    const saving = Promise.withResolvers<void>()
    writeNote.mockReturnValueOnce(saving.promise)
    const wrapper = composer()
    await button(wrapper, 'Note').trigger('click')
    await type(wrapper, 'Tunggu transfer')
    await press(wrapper, 'Enter')
    await type(wrapper, 'Tunggu transferlanjutan')
    saving.resolve()
    await flushPromises()
    expect(value(wrapper)).toBe('lanjutan')
  })

  it('takes neither a reply nor a note where the contact was erased', () => {
    const wrapper = composer({ conversation: conversation({ erased: true }) })
    expect(wrapper.find('textarea').exists()).toBe(false)
    expect(wrapper.find('[role="tab"], [role="tablist"], [role="radio"]').exists()).toBe(false)
    expect(wrapper.text()).not.toContain('Note')
  })

  it('is locked with the reason when the number is logged out; notes are still possible', async () => {
    const wrapper = composer({ session: session({ state: 'logged_out', reason: 'logged_out_from_phone' }) })
    expect(wrapper.find('textarea').exists()).toBe(false)
    expect(wrapper.text()).toContain('CS Jakarta cannot send: It was unlinked on the phone.')
    expect(wrapper.text()).toContain('Link again')
    await button(wrapper, 'Note').trigger('click')
    expect(wrapper.find('textarea').exists()).toBe(true)
  })

  it('takes replies while the number reconnects, and says that they wait', async () => {
    const wrapper = composer({ session: session({ state: 'reconnecting', reason: 'connection_lost' }) })
    expect(wrapper.text()).toContain('Your replies are queued')
    await wrapper.get('textarea').setValue('Halo')
    await press(wrapper, 'Enter')
    expect(wrapper.emitted('send')).toEqual([[reply('Halo')]])
  })

  it('tells a viewer that nothing can be changed', () => {
    const wrapper = composer({ mayWrite: false })
    expect(wrapper.find('textarea').exists()).toBe(false)
    expect(wrapper.text()).toContain('Your role is viewer')
  })
})
