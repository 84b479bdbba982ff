// Answers: is this text a template, which names does it use, and what is wrong with it?
import Handlebars from 'handlebars'
import { judgeSyntax } from './syntax-whitelist.ts'
import { scanTags } from './tag-scan.ts'
import { faultAt, type TemplateFault } from './template-fault.ts'

export interface Judgement {
  /** Every name the template uses, sorted, each once. Empty when there are faults. */
  readonly variables: string[]
  /** Empty: the template may be saved and rendered. */
  readonly faults: TemplateFault[]
}

/** Judges a template's text: size, nesting and tags first, then the parser, then the whitelist over its tree. */
export function judge(body: string): Judgement {
  const scanned = scanTags(body)
  if (scanned.length > 0) return { variables: [], faults: scanned }
  let program: hbs.AST.Program
  try {
    program = Handlebars.parse(body)
  } catch {
    return { variables: [], faults: [faultAt(body, Math.max(0, body.indexOf('{{')), 'template_syntax')] }
  }
  const { names, hasText, faults } = judgeSyntax(body, program)
  if (faults.length > 0) return { variables: [], faults: [...faults] }
  if (!hasText && names.size === 0) return { variables: [], faults: [faultAt(body, 0, 'template_empty')] }
  return { variables: [...names].sort(), faults: [] }
}
