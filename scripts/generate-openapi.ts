// Writes the OpenAPI documents that are committed: openapi.json (the send API) and docs/app.openapi.json (the app's own).
import { writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { inRepository } from './infra/paths.mjs'
import { openApiDocuments } from '../services/gateway/src/docs/openapi-documents.ts'

const documents = await openApiDocuments()
for (const [file, document] of [
  [inRepository('openapi.json'), documents.sendApi],
  [inRepository('docs', 'app.openapi.json'), documents.app],
] as const) {
  const options = await resolveConfig(file)
  await writeFile(file, await format(JSON.stringify(document), { ...options, parser: 'json' }))
  console.log(file)
}
