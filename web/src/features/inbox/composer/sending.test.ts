// Proves that what was written is not lost where it cannot go, and that a note without an answer is written once.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseLocale, t } from '../../../i18n/text.ts'
import { toasts } from '../../../ui/toasts.ts'
import { conversation, message } from '../inbox.examples.ts'
import type { WrittenNote } from '../message-thread/useReplies.ts'
import { button, mountComposer, press, signIn, type, value } from './composer.setup.ts'
import ComposerDialog from './ComposerDialog.vue'
import ComposerTools from './ComposerTools.vue'

beforeAll(() => chooseLocale('en'))
beforeEach(signIn)
afterEach(() => {
  toasts.splice(0)
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

describe('a note', () => {
  /** A composer whose notes get no answer until they are to be taken. */
  async function noting() {
    const notes: WrittenNote[] = []
    const answer = { comes: false }
    const composer = mountComposer({
      writeNote(note) {
        notes.push(note)
        return answer.comes ? Promise.resolve() : Promise.reject(new Error('No answer'))
      },
    })
    await button(composer, 'Note').trigger('click')
    const save = async (text: string) => {
      await type(composer, text)
      await press(composer, 'Enter')
      await flushPromises()
    }
    return { composer, notes, answer, save }
  }

  it('that had no answer keeps its words and its id', async () => {
    const { composer, notes, answer, save } = await noting()
    await save('Sudah transfer')
    expect(value(composer)).toBe('Sudah transfer')
    answer.comes = true
    await save('Sudah transfer')
    expect(notes.map((note) => note.text)).toEqual(['Sudah transfer', 'Sudah transfer'])
    expect(notes[1]?.id).toBe(notes[0]?.id)
  })

  it('is another one with other words, and once it was taken', async () => {
    const { notes, answer, save } = await noting()
    await save('Sudah transfer')
    answer.comes = true
    for (const text of ['Sudah lunas', 'Sudah lunas', 'Sudah transfer']) await save(text)
    expect(new Set(notes.map((note) => note.id)).size).toBe(4)
  })
})

describe('where it is not known where it goes', () => {
  const nowhere = () => mountComposer({ conversation: undefined, answering: message({ id: 'q' }) })
  const said = () => toasts.map((toast) => toast.text)

  it('a recording stays beside the words, and so does what it answers', async () => {
    const composer = nowhere()
    const file = new File(['x'], 'voice.ogg', { type: 'audio/ogg' })
    composer.getComponent(ComposerTools).vm.$emit('recorded', file)
    await flushPromises()
    expect([composer.emitted('send'), composer.emitted('update:answering')]).toEqual([undefined, undefined])
    expect(said()).toEqual([t('problem.number_unknown')])
    await composer.setProps({ conversation: conversation() })
    await press(composer, 'Enter')
    expect(composer.emitted('send')).toMatchObject([[{ body: { as: 'voice' }, file, answers: { id: 'q' } }]])
  })

  it('the form of a place or a contact stays', async () => {
    const composer = nowhere()
    composer.getComponent(ComposerTools).vm.$emit('contact')
    await vi.dynamicImportSettled()
    await flushPromises()
    const form = composer.getComponent(ComposerDialog)
    form.vm.$emit('send', { contactCard: { name: 'Gudang', phone: '081234567890' } })
    await flushPromises()
    expect([composer.emitted('send'), said()]).toEqual([undefined, [t('problem.number_unknown')]])
    expect(composer.findComponent(ComposerDialog).exists()).toBe(true)
  })
})
