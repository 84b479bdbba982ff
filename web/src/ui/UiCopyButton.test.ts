// Proves that the copy button is named by the words on it.
import { mount } from '@vue/test-utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { chooseLocale } from '../i18n/text.ts'
import UiCopyButton from './UiCopyButton.vue'

beforeAll(() => chooseLocale('en'))

describe('copy button', () => {
  it('has its words where a button takes its name from: not inside another role', () => {
    const wrapper = mount(UiCopyButton, { props: { text: 'x', label: 'Copy code' } })
    expect(wrapper.text()).toBe('Copy code')
    expect(wrapper.find('[role]').exists()).toBe(false)
  })
})
