// Proves that the list of shortcuts says how several keys are pressed.
import { mount } from '@vue/test-utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { chooseLocale } from '../../i18n/text.ts'
import HelpSheet from './HelpSheet.vue'

beforeAll(() => chooseLocale('en'))

/** The keys of each row as they are read. */
function rows(): Record<string, string> {
  const wrapper = mount(HelpSheet, { global: { stubs: { UiDialog: { template: '<div><slot /></div>' } } } })
  return Object.fromEntries(
    wrapper
      .findAll('dl > div')
      .map((row) => [
        row.get('dt').text(),
        [...row.get('dd').element.children].map((one) => one.textContent).join(' '),
      ]),
  )
}

describe('shortcut list', () => {
  it.each([
    ['Write a reply', 'r or Enter'],
    ['Inbox', 'g then i'],
    ['Resolve, then next', 'Shift + e'],
    ['Find anything', 'Ctrl + K'],
    ['Resolve', 'e'],
  ])('says how to %s: %s', (what, keys) => expect(rows()[what]).toBe(keys))
})
