// Proves when a key press is a shortcut, and when it belongs to what has the focus.
import { afterEach, describe, expect, it } from 'vitest'
import { shortcutOf } from './shortcuts.ts'

afterEach(() => document.body.replaceChildren())

function pressed(html: string, key: string, init: KeyboardEventInit = {}): string | null {
  document.body.innerHTML = html
  let seen: string | null = null
  const listen = (event: KeyboardEvent) => (seen = shortcutOf(event))
  addEventListener('keydown', listen)
  const target = document.querySelector('[data-target]') ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init }))
  removeEventListener('keydown', listen)
  return seen
}

describe('shortcut', () => {
  it('is a single key on the page', () => expect(pressed('<p data-target></p>', 'j')).toBe('j'))

  it.each(['<input data-target>', '<textarea data-target></textarea>', '<select data-target></select>'])(
    'is none while typing in %s',
    (html) => expect(pressed(html, 'j')).toBeNull(),
  )

  it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])(
    'is none with %j',
    (init) => expect(pressed('', 'j', init)).toBeNull(),
  )

  it('is none in a dialog', () =>
    expect(pressed('<div role="dialog"><p data-target></p></div>', 'j')).toBeNull())

  it('leaves Enter to links and buttons', () => {
    expect(pressed('<button data-target></button>', 'Enter')).toBeNull()
    expect(pressed('<button data-target></button>', 'j')).toBe('j')
  })

  it('is a letter with Shift only when Shift is down: Caps Lock changes nothing', () => {
    expect(pressed('', 'E')).toBe('e')
    expect(pressed('', 'e', { shiftKey: true })).toBe('E')
    expect(pressed('', '?', { shiftKey: true })).toBe('?')
  })

  it('is Alt with a digit, told by the place of the key', () => {
    expect(pressed('', '¡', { altKey: true, code: 'Digit1' })).toBe('Alt+1')
    expect(pressed('<input data-target>', '2', { altKey: true, code: 'Digit2' })).toBe('Alt+2')
    expect(pressed('', 'j', { altKey: true, code: 'KeyJ' })).toBeNull()
  })
})
