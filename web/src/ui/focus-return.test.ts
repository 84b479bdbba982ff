// Proves where the focus goes when a popup closes: back to where it was, over a menu that is gone, never away from a field.
import { afterEach, describe, expect, it } from 'vitest'
import { useFocusReturn } from './focus-return.ts'

afterEach(() => document.body.replaceChildren())

function made(tag: string, within: Element = document.body): HTMLElement {
  const element = document.createElement(tag)
  within.append(element)
  return element
}
function popup(role: string): HTMLElement {
  const element = made('div')
  element.setAttribute('role', role)
  return element
}
/** Opens a popup as reka-ui does: told before its content takes the focus, and before its content goes. */
function open(content: HTMLElement, otherwise?: () => HTMLElement) {
  const { opened, closed } = useFocusReturn(otherwise)
  const told = (run: (event: Event) => void) => {
    const event = new Event('focus-scope', { cancelable: true })
    content.addEventListener('focus-scope', run, { once: true })
    content.dispatchEvent(event)
    return event.defaultPrevented
  }
  told(opened)
  made('button', content).focus()
  return () => {
    const prevented = told(closed)
    content.remove()
    return prevented
  }
}

describe('when a popup closes', () => {
  it('the focus goes back to the text that was being written', () => {
    const text = made('textarea')
    text.focus()
    const close = open(popup('dialog'))
    expect(close()).toBe(true)
    expect(document.activeElement).toBe(text)
  })

  it('it goes to what opened it when nothing had it', () => {
    const button = made('button')
    open(popup('dialog'), () => button)()
    expect(document.activeElement).toBe(button)
  })

  it('it goes back over a menu that opened a dialog and is gone', () => {
    const text = made('textarea')
    text.focus()
    const closeMenu = open(popup('menu'))
    const closeDialog = open(popup('dialog'))
    closeMenu()
    closeDialog()
    expect(document.activeElement).toBe(text)
  })

  it('it stays where it was put meanwhile', () => {
    const [text, elsewhere] = [made('textarea'), made('input')]
    text.focus()
    const close = open(popup('dialog'), () => text)
    elsewhere.focus()
    close()
    expect(document.activeElement).toBe(elsewhere)
  })
})
