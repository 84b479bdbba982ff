// Answers: what does a request to the send API look like for this workspace's own template?
import type { TemplateView } from '@indoshopster/contracts/templating/templating.endpoints'

export type SampleLanguage = 'curl' | 'jquery'

/** What the sample is made of; `apiKey` is the new key's secret, or a stand-in. */
export interface SampleFacts {
  origin: string
  apiKey: string
  template: Pick<TemplateView, 'id' | 'variables'>
}

const phone = '6281234567890'
const valueOf = (variable: string) => (variable === 'fullname' ? 'Mr. Smith' : `<${variable}>`)

function dataOf(template: SampleFacts['template']): Record<string, string> {
  return Object.fromEntries(template.variables.map((variable) => [variable, valueOf(variable)]))
}

/** Inside single quotes of a shell, a quote ends them, stands escaped, and begins them again. */
const shellQuoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

function curl({ origin, apiKey, template }: SampleFacts): string {
  const body = { api_key: apiKey, template_id: template.id, phone_number: phone, data: dataOf(template) }
  return [
    `curl -X POST ${shellQuoted(`${origin}/sendWhatsappMessage`)} \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d ${shellQuoted(JSON.stringify(body, null, 2))}`,
  ].join('\n')
}

function jquery({ origin, apiKey, template }: SampleFacts): string {
  const body = { api_key: apiKey, template_id: template.id, phone_number: phone, data: dataOf(template) }
  return `$.post(${JSON.stringify(`${origin}/sendWhatsappMessage`)}, ${JSON.stringify(body, null, 2)})`
}

/** The sample in a language, ready to be copied. */
export function sendSample(language: SampleLanguage, facts: SampleFacts): string {
  return language === 'curl' ? curl(facts) : jquery(facts)
}
