// Owns how docs/events.md tells of every event; generated, so that it is never wrong.
import { Type, type TObject, type TSchema } from 'typebox'
import { format, resolveConfig } from 'prettier'
import { inRepository } from '../infra/paths.mjs'
import { type DocumentedEvent, eventDefinitions } from './definitions.ts'

export const eventsDocumentFile = inRepository('docs', 'events.md')

/** The document as it should stand in the repository. */
export async function eventsDocument(): Promise<string> {
  const definitions = await eventDefinitions()
  const owners = [...new Set(definitions.map((definition) => ownerOf(definition)))]
  const parts = [
    '# Events',
    'Everything that is ever written to the log. Made from `contracts/` by `scripts/generate-events-doc.ts`; a test fails when it is stale. Times are ISO 8601 in UTC; *sealed* fields are personal and encrypted with a key of the person they tell of; they read as null once that key is destroyed.',
    ...owners.flatMap((owner) => [
      `## ${owner}`,
      ...definitions.filter((definition) => ownerOf(definition) === owner).map(section),
    ]),
  ]
  const options = await resolveConfig(eventsDocumentFile)
  return format(parts.join('\n\n'), { ...options, parser: 'markdown' })
}

const ownerOf = (definition: DocumentedEvent) => definition.type.split('.')[0] ?? ''

function section(definition: DocumentedEvent): string {
  const rows = [
    ...fieldsOf(definition.data).map(([name, type]) => `| \`${name}\` | ${type} | |`),
    ...(definition.sealed ? sealedFields(definition.sealed) : []),
  ]
  const table = rows.length === 0 ? [] : ['| field | is | |\n| --- | --- | --- |\n' + rows.join('\n')]
  const told = `Emitted ${definition.emitted}${definition.emitted.endsWith('.') ? '' : '.'}`
  return [`### \`${definition.type}\``, told, ...table, `Declared in \`${definition.file}\`.`].join('\n\n')
}

function sealedFields(schema: TSchema): string[] {
  return Type.IsObject(schema)
    ? fieldsOf(schema).map(([name, type]) => `| \`${name}\` | ${type} | sealed |`)
    : [`| \`sealed\` | ${wordOf(schema)} | sealed |`]
}

function fieldsOf(schema: TObject): [string, string][] {
  const required = new Set<string>(schema.required ?? [])
  return Object.entries(schema.properties).map(([name, part]) => [
    name,
    `${wordOf(part)}${required.has(name) ? '' : ', optional'}`,
  ])
}

/** A schema in a few words. */
function wordOf(schema: TSchema): string {
  if (Type.IsUnion(schema)) return schema.anyOf.map(wordOf).join(' or ')
  if (Type.IsLiteral(schema)) return `\`${String(schema.const)}\``
  if (Type.IsArray(schema)) return `list of ${wordOf(schema.items)}`
  if (Type.IsObject(schema)) {
    const parts = Object.entries(schema.properties).map(([name, part]) => `${name}: ${wordOf(part)}`)
    return `{ ${parts.join(', ')} }`
  }
  if (Type.IsString(schema)) return stringWord('pattern' in schema ? String(schema.pattern) : '')
  if (Type.IsNull(schema)) return 'null'
  return 'type' in schema ? String(schema.type) : 'anything'
}

function stringWord(pattern: string): string {
  if (pattern.startsWith('^[0-9a-f]{8}-')) return 'id'
  return pattern.startsWith('^\\d{4}-') ? 'time' : 'text'
}
