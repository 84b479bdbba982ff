// Proves what the keys do in the composer, that drafts stay with their conversation, and when it is locked.
import { mount } from '@vue/test-utils'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chooseLocale } from '../../../i18n/text.ts'
import { session } from '../../sessions/sessions.examples.ts'
import ThreadComposer from './ThreadComposer.vue'

beforeAll(() => chooseLocale('en'))
beforeEach(() => sessionStorage.clear())

function composer(props: Partial<InstanceType<typeof ThreadComposer>['$props']> = {}) {
  return mount(ThreadComposer, {
    props: { conversationId: 'c', session: session(), sessionsLoaded: true, ...props },
    global: { stubs: { RouterLink: true } },
  })
}
const press = (wrapper: ReturnType<typeof composer>, key: string, options = {}) =>
  wrapper.get('textarea').trigger('keydown', { key, ...options })

describe('composer', () => {
  it('sends the trimmed text with Enter and empties itself', async () => {
    const wrapper = composer()
    await wrapper.get('textarea').setValue('  Halo kak \n')
    await press(wrapper, 'Enter')
    expect(wrapper.emitted('send')).toEqual([['Halo kak']])
    expect(wrapper.get('textarea').element.value).toBe('')
  })

  it('does not send with Shift+Enter', async () => {
    const wrapper = composer()
    await wrapper.get('textarea').setValue('Halo')
    await press(wrapper, 'Enter', { shiftKey: true })
    expect(wrapper.emitted('send')).toBeUndefined()
  })

  it('does not send the Enter that chooses a word of an input method', async () => {
    const wrapper = composer()
    await wrapper.get('textarea').setValue('Halo')
    await press(wrapper, 'Enter', { isComposing: true })
    expect(wrapper.emitted('send')).toBeUndefined()
  })

  it.each(['', '   \n', 'a'.repeat(4097)])(
    'does not send what WhatsApp would not take (case %#)',
    async (text) => {
      const wrapper = composer()
      await wrapper.get('textarea').setValue(text)
      await press(wrapper, 'Enter')
      expect(wrapper.emitted('send')).toBeUndefined()
    },
  )

  it('keeps the draft of a conversation until it is sent', async () => {
    await composer().get('textarea').setValue('Belum selesai')
    expect(composer({ conversationId: 'other' }).get('textarea').element.value).toBe('')
    const again = composer()
    expect(again.get('textarea').element.value).toBe('Belum selesai')
    await press(again, 'Enter')
    expect(composer().get('textarea').element.value).toBe('')
  })

  it('is locked with the reason when the number is logged out', () => {
    const wrapper = composer({ session: session({ state: 'logged_out', reason: 'logged_out_from_phone' }) })
    expect(wrapper.find('textarea').exists()).toBe(false)
    expect(wrapper.text()).toContain('CS Jakarta cannot send: It was unlinked on the phone.')
  })

  it('is locked when the number was removed', () => {
    expect(composer({ session: undefined }).find('textarea').exists()).toBe(false)
  })

  it('takes replies while the number reconnects, and says that they wait', async () => {
    const wrapper = composer({ session: session({ state: 'reconnecting', reason: 'connection_lost' }) })
    expect(wrapper.text()).toContain('Your replies are queued')
    await wrapper.get('textarea').setValue('Halo')
    await press(wrapper, 'Enter')
    expect(wrapper.emitted('send')).toEqual([['Halo']])
  })

  it('locks nothing before the numbers are known', () => {
    expect(composer({ session: undefined, sessionsLoaded: false }).find('textarea').exists()).toBe(true)
  })
})
