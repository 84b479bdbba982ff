// Answers: how does a template look while it is being written?
import { compileTemplate, type TemplateValues } from './render.ts'
import { judge, type Judgement } from './judge.ts'

export interface Preview extends Judgement {
  /** Null while the template has faults. */
  readonly text: string | null
}

/**
 * Renders with what is there. A missing name shows as `{{name}}` and counts as given in conditions, so that the
 * writer sees the fuller text; names the template does not use are ignored.
 */
export function preview(body: string, data: TemplateValues): Preview {
  const judgement = judge(body)
  if (judgement.faults.length > 0) return { ...judgement, text: null }
  const values = Object.fromEntries(
    judgement.variables.map((name) => [name, Object.hasOwn(data, name) ? (data[name] ?? '') : `{{${name}}}`]),
  )
  return { ...judgement, text: compileTemplate(body)(values) }
}
