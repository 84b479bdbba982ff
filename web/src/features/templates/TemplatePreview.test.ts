// Proves that the preview says nothing about variables of a text that cannot be read.
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chooseLocale, t } from '../../i18n/text.ts'
import TemplatePreview from './TemplatePreview.vue'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))

const fault = { code: 'unclosed', line: 1, column: 6, detail: 'Close it.' }
const shown = (preview: InstanceType<typeof TemplatePreview>['$props']['preview']) =>
  mount(TemplatePreview, { props: { modelValue: {}, preview, failed: false } }).text()

describe('template preview', () => {
  it('says that a text without variables is the same for everyone', () => {
    expect(shown({ text: 'Halo', variables: [], faults: [] })).toContain(t('templates.noVariables'))
  })

  it('does not say so of a text with a fault', () => {
    const text = shown({ text: '', variables: [], faults: [fault] })
    expect(text).toContain(t('templates.previewFaulty'))
    expect(text).not.toContain(t('templates.noVariables'))
  })
})
