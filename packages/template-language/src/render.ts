// Owns rendering: a judged template becomes a function from values to text.
import Handlebars from 'handlebars'
import { judge } from './judge.ts'
import type { TemplateFault } from './template-fault.ts'
import { MAX_TEXT_LENGTH } from './template-limits.ts'

/** Values a template may show. Text is inserted as it is: WhatsApp messages are not HTML. */
export type TemplateValues = Readonly<Record<string, string | number | boolean>>

/** The text is no template; `faults` say why. */
export class TemplateRejectedError extends Error {
  override readonly name = 'TemplateRejectedError'
  readonly faults: readonly TemplateFault[]

  constructor(faults: readonly TemplateFault[]) {
    super('The template has faults; judge it before compiling.')
    this.faults = faults
  }
}

// An environment of its own, so that nothing another module registers can be reached, without each, with, lookup or log.
const language = Handlebars.create()
for (const helper of ['each', 'with', 'lookup', 'log']) language.unregisterHelper(helper)

/**
 * Compiles a template; callers keep the result. Throws TemplateRejectedError when `judge` finds faults. The renderer
 * throws TypeError when a value is not text, a number or a boolean; names that are missing render as nothing, so
 * compare keys first (`compareKeys`).
 */
export function compileTemplate(body: string): (data: TemplateValues) => string {
  const { variables, faults } = judge(body)
  if (faults.length > 0) throw new TemplateRejectedError(faults)
  const render = language.compile<Record<string, unknown>>(body, {
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: { if: true, unless: true, each: false, with: false, lookup: false, log: false },
  })
  return (data) => render(plainValues(variables, data))
}

/** Copies the used values onto an object without a prototype. */
function plainValues(variables: readonly string[], data: TemplateValues): Record<string, unknown> {
  // An object without a prototype has no type of its own.
  const values = Object.create(null) as Record<string, unknown>
  for (const name of variables) {
    if (!Object.hasOwn(data, name)) continue
    const value: unknown = data[name]
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw new TypeError('A template value must be text, a number or a boolean.')
    }
    values[name] = value
  }
  return values
}

export const textFaultDetails = {
  template_output_empty: 'With these values the message is empty. Fill in at least one value that is shown.',
  template_output_too_long:
    'With these values the message is longer than 4,096 characters. Shorten the values.',
} as const

export type TextFaultCode = keyof typeof textFaultDetails

/** What is wrong with a rendered text; null when it can be sent. */
export function judgeText(text: string): TextFaultCode | null {
  if (text.trim() === '') return 'template_output_empty'
  return text.length > MAX_TEXT_LENGTH ? 'template_output_too_long' : null
}
