// Proves that the cursor is in the text after whatever was pressed in the composer, so that letters are never shortcuts.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseLocale } from '../../../i18n/text.ts'
import { shortcutOf } from '../../shell/shortcuts.ts'
import { message } from '../inbox.examples.ts'
import { mountComposer, signIn } from './composer.setup.ts'

let unmount = () => {}
beforeAll(() => chooseLocale('en'))
beforeEach(signIn)
afterEach(() => {
  unmount()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

function composer(...props: Parameters<typeof mountComposer>) {
  const wrapper = mountComposer(...props)
  unmount = () => wrapper.unmount()
  return wrapper
}
type Wrapper = ReturnType<typeof composer>
const named = (name: string) => {
  const found = [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')].find(
    (one) => one.getAttribute('aria-label') === name || one.textContent?.trim() === name,
  )
  if (!found) throw new Error(`There is no ${name}`)
  return found
}
/** As a mouse does it: the button takes the focus, unless its press is prevented from that. */
async function press(name: string): Promise<void> {
  await flushPromises()
  const target = named(name)
  if (target.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }))) target.focus()
  target.click()
  await flushPromises()
  await vi.dynamicImportSettled()
  await flushPromises()
}
const focused = () => document.activeElement?.tagName
async function attach(wrapper: Wrapper, file = new File(['a'], 'a.jpg', { type: 'image/jpeg' })) {
  await wrapper.get('textarea').trigger('paste', { clipboardData: { files: [file] } })
}

describe('the cursor is in the text', () => {
  it('after a reply was sent with the mouse', async () => {
    const wrapper = composer()
    await wrapper.get('textarea').setValue('Halo')
    await press('Send')
    expect(wrapper.emitted('send')).toHaveLength(1)
    expect(focused()).toBe('TEXTAREA')
  })

  it('after a note was saved with the mouse', async () => {
    const wrapper = composer()
    await press('Note')
    await wrapper.get('textarea').setValue('Tolong cek')
    await press('Save note')
    expect(focused()).toBe('TEXTAREA')
  })

  it('after choosing what to write', async () => {
    composer()
    await press('Note')
    expect(focused()).toBe('TEXTAREA')
    await press('Reply')
    expect(focused()).toBe('TEXTAREA')
  })

  it('after a file was chosen, taken off, and sent', async () => {
    const wrapper = composer()
    const input = wrapper.get<HTMLInputElement>('input[type=file]')
    Object.defineProperty(input.element, 'files', {
      value: [new File(['a'], 'a.jpg', { type: 'image/jpeg' })],
    })
    Object.defineProperty(input.element, 'value', { value: '', writable: true })
    named('Attach').focus()
    await input.trigger('change')
    await flushPromises()
    expect(wrapper.text()).toContain('a.jpg')
    expect(focused()).toBe('TEXTAREA')
    await press('Remove a.jpg')
    expect(focused()).toBe('TEXTAREA')
    await attach(wrapper)
    await press('Send')
    expect(wrapper.emitted('send')).toHaveLength(1)
    expect(focused()).toBe('TEXTAREA')
  })

  it('after a kind was chosen with the mouse; arrows go on choosing', async () => {
    const wrapper = composer()
    await attach(wrapper)
    const select = wrapper.get('select')
    select.element.focus()
    await select.setValue('document')
    await flushPromises()
    expect(focused()).toBe('SELECT')
    await select.trigger('pointerdown')
    await select.setValue('image')
    await flushPromises()
    expect(focused()).toBe('TEXTAREA')
  })

  it('after what was to be answered is let go', async () => {
    composer({ answering: message() })
    await press('Do not answer that message')
    expect(focused()).toBe('TEXTAREA')
  })

  it('after it was sent though a colleague was faster', async () => {
    const wrapper = composer({ meanwhileBy: 'Dimas' })
    await wrapper.get('textarea').setValue('Halo')
    await press('Send')
    await press('Send anyway')
    expect(wrapper.emitted('send')).toHaveLength(1)
    expect(focused()).toBe('TEXTAREA')
  })

  it.each(['Send', 'Cancel'])('after the dialog of a contact was closed by %s', async (by) => {
    composer()
    named('Attach').focus()
    await press('Attach')
    await press('Contact')
    const [name, phone] = document.querySelectorAll<HTMLInputElement>('[role=dialog] input')
    if (!name || !phone) throw new Error('There is no dialog')
    name.value = 'Gudang'
    phone.value = '0812-3456-7890'
    for (const one of [name, phone]) one.dispatchEvent(new Event('input'))
    await flushPromises()
    const buttons = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')]
    const button = buttons.find((one) => one.textContent?.trim() === by)
    button?.focus()
    button?.click()
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).toBeNull())
    await vi.waitFor(() => expect(focused()).toBe('TEXTAREA'))
  })
})

describe('a letter', () => {
  it('is no shortcut while the focus is on anything of the composer', () => {
    composer()
    const seen: (string | null)[] = []
    const listen = (event: KeyboardEvent) => void seen.push(shortcutOf(event))
    addEventListener('keydown', listen)
    for (const name of ['Attach', 'Note', 'Send']) {
      named(name).dispatchEvent(new KeyboardEvent('keydown', { key: 'e', bubbles: true }))
    }
    named('Attach').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    removeEventListener('keydown', listen)
    expect(seen).toEqual([null, null, null, 'Escape'])
  })
})
