// Proves what Enter sends and when it does not, that drafts stay with their conversation, and when it is locked.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseLocale } from '../../../i18n/text.ts'
import { session } from '../../sessions/sessions.examples.ts'
import { conversation, message } from '../inbox.examples.ts'
import type { WrittenNote } from '../message-thread/useReplies.ts'
import { button, mountComposer, press, reply, signIn, type, value } from './composer.setup.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(signIn)
afterEach(() => void vi.unstubAllGlobals())

const writeNote = vi.fn<(note: WrittenNote) => Promise<void>>(() => Promise.resolve())
const composer = (props: Parameters<typeof mountComposer>[0] = {}) => mountComposer({ writeNote, ...props })

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
