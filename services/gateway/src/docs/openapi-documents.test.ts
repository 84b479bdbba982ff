// Owns the rule that the committed OpenAPI documents are what the gateway serves.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openApiDocuments } from './openapi-documents.ts'

const root = path.join(import.meta.dirname, '../../../..')
const committed = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(path.join(root, file), 'utf8'))
let documents: Awaited<ReturnType<typeof openApiDocuments>>

beforeAll(async () => {
  documents = await openApiDocuments()
})

describe('OpenAPI documents', () => {
  it.each([
    ['openapi.json', () => documents.sendApi],
    ['docs/app.openapi.json', () => documents.app],
  ])('%s is up to date; else run scripts/generate-openapi.ts', async (file, served) => {
    expect(await committed(file)).toEqual(served())
  })

  it('the send API documents nothing of the app', () => {
    expect(documents.sendApi).toMatchObject({ openapi: '3.1.0' })
    expect(Object.keys((documents.sendApi as { paths: object }).paths)).toEqual(['/sendWhatsappMessage'])
  })

  it("every one of the app's paths is below /app or is /live", () => {
    const paths = Object.keys((documents.app as { paths: object }).paths)
    expect(paths.length).toBeGreaterThan(15)
    for (const one of paths) expect(one).toMatch(/^\/(app\/|live$)/)
  })
})
