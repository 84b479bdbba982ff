// Proves what the preview says about variables: who fills them, and nothing where the text cannot be read.
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chooseLocale, t } from '../../i18n/text.ts'
import { knownValues } from '../quick-replies/quick-reply-values.ts'
import TemplatePreview from './TemplatePreview.vue'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))

const fault = { code: 'unclosed', line: 1, column: 6, detail: 'Close it.' }
type Props = InstanceType<typeof TemplatePreview>['$props']
const shown = (preview: Props['preview'], kind: Props['kind'] = 'message') =>
  mount(TemplatePreview, { props: { modelValue: {}, kind, preview, failed: false } }).text()

describe('template preview', () => {
  it('says that a text without variables is the same for everyone', () => {
    expect(shown({ text: 'Halo', variables: [], faults: [] })).toContain(t('templates.noVariables'))
  })

  it('says who fills the variables, by the kind of the template', () => {
    const one = { text: 'Halo', variables: ['nama'], faults: [] }
    expect(shown(one)).toContain('A send by the API must give exactly these.')
    expect(shown(one, 'quick_reply')).toContain('Filled from the conversation: name')
  })

  it.each(['id', 'en'] as const)(
    'names for quick replies only what the conversation fills (%s)',
    async (locale) => {
      await chooseLocale(locale)
      const names = /: (.*?)\./.exec(t('templates.variablesHint.quick_reply'))?.[1]?.split(', ') ?? []
      await chooseLocale('en')
      const facts = { contact: 'a', phone: 'a', agent: 'a', business: 'a', today: 'a' }
      expect(names.length).toBeGreaterThan(4)
      expect(Object.keys(knownValues(names, facts))).toEqual(names)
    },
  )

  it('does not say so of a text with a fault', () => {
    const text = shown({ text: '', variables: [], faults: [fault] })
    expect(text).toContain(t('templates.previewFaulty'))
    expect(text).not.toContain(t('templates.noVariables'))
  })
})
