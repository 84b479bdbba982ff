// Owns the rules of the templating service as other services see it, on a real log and a real database.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  getTemplate,
  listTemplates,
  previewTemplate,
} from '@indoshopster/contracts/templating/templating.endpoints'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { migrate } from '@indoshopster/read-store/migrate'
import { ask } from '@indoshopster/service/endpoint'
import { createLogger } from '@indoshopster/service/logger'
import { createTestDatabase } from '../../../scripts/testing/database.ts'
import { startTestNats } from '../../../scripts/testing/nats.ts'
import { onceFolded } from '../../../scripts/testing/once-folded.ts'
import { schema } from '../src/schema.ts'
import { buildTemplating } from '../src/service.ts'

const keyring = {
  name: 'keyring',
  migrations: new URL('../../../packages/event-log/migrations', import.meta.url).pathname,
  projections: [],
}
const logger = createLogger('templating', 'silent')
const workspace = '01900000-0000-7000-8000-000000000001'
const neighbour = '01900000-0000-7000-8000-000000000002'
const by = '01900000-0000-7000-8000-00000000000a'
const role = 'admin' as const

const server = await startTestNats()
const nats = await connectNats(server.url, 'test')

/** The service on an empty database, as after throwing all read models away. */
async function start() {
  const database = await createTestDatabase()
  await migrate(database.url, [keyring, schema])
  const config = {
    databaseUrl: database.url,
    natsUrl: server.url,
    natsReplicas: 1,
    masterKey: 'ab'.repeat(32),
  }
  const service = await buildTemplating(config, logger)
  await vi.waitUntil(async () => (await service.waitingFor()).length === 0, { timeout: 15_000 })
  return { service, database }
}

let running: Awaited<ReturnType<typeof start>>
beforeAll(async () => {
  running = await start()
})
afterAll(async () => {
  await running.service.stop()
  await nats.close()
})

const create = (body: string, name = 'Pesanan', owner = workspace) =>
  ask(nats, createTemplate, { workspace: owner, by, role, kind: 'message', name, body })
const list = async (minSeq?: number, owner = workspace) =>
  (await onceFolded(() => ask(nats, listTemplates, { workspace: owner, ...(minSeq ? { minSeq } : {}) })))
    .templates
const get = (templateId: number, minSeq: number, owner = workspace) =>
  onceFolded(() => ask(nats, getTemplate, { workspace: owner, templateId, minSeq }))

describe('templating', () => {
  test('ids count up from 101, and a template can be read as soon as it is created', async () => {
    const first = await create('Hai {{name}}')
    const second = await create('Lunas', 'Lunas')
    expect([first.templateId, second.templateId]).toEqual([101, 102])
    expect(await list(second.sequence)).toMatchObject([
      { id: 101, kind: 'message', name: 'Pesanan', body: 'Hai {{name}}', variables: ['name'], version: 1 },
      { id: 102, name: 'Lunas', variables: [] },
    ])
  })

  test('a text with faults is refused with every fault, and spends no id', async () => {
    await expect(create('{{a.b}} {{> x}}')).rejects.toMatchObject({
      code: 'template_invalid',
      facts: {
        faults: [
          { code: 'template_variable_name_invalid', line: 1, column: 1 },
          { code: 'template_partial' },
        ],
      },
    })
    expect((await create('after a refusal')).templateId).toBe(103)
  })

  test('an edit is the next version; the same again appends nothing', async () => {
    const { templateId } = await create('Hai {{name}}')
    const change = { workspace, by, role, templateId, name: 'Pesanan', body: 'Halo {{nama}}' }
    const { sequence } = await ask(nats, editTemplate, change)
    expect(await ask(nats, editTemplate, change)).toEqual({ sequence: 0 })
    expect(await get(templateId, sequence)).toMatchObject({
      body: 'Halo {{nama}}',
      variables: ['nama'],
      version: 2,
    })
  })

  test('of two people who edit at once the later one wins and no version is used twice', async () => {
    const { templateId } = await create('Hai')
    const bodies = ['satu', 'dua', 'tiga']
    const answers = await Promise.all(
      bodies.map((body) =>
        ask(nats, editTemplate, { workspace, by, role, templateId, name: 'Pesanan', body }),
      ),
    )
    const last = Math.max(...answers.map((answer) => answer.sequence))
    const winner = bodies[answers.findIndex((answer) => answer.sequence === last)]
    const seen = await get(templateId, last)
    expect(seen).toMatchObject({ body: winner, version: 4 })
  })

  test('a neighbour neither sees nor changes what is not theirs', async () => {
    const { templateId, sequence } = await create('Hai')
    const theirs = { workspace: neighbour, templateId }
    expect(await list(sequence, neighbour)).toEqual([])
    const refused = { code: 'template_not_found' }
    await expect(get(templateId, sequence, neighbour)).rejects.toMatchObject(refused)
    await expect(ask(nats, deleteTemplate, { ...theirs, by, role })).rejects.toMatchObject(refused)
    await expect(
      ask(nats, editTemplate, { ...theirs, by, role, name: 'x', body: 'x' }),
    ).rejects.toMatchObject(refused)
  })

  test('preview shows what is there, and faults instead of a text', async () => {
    const shown = await ask(nats, previewTemplate, { workspace, body: '{{a}} {{b}}', data: { a: 'x' } })
    expect(shown).toEqual({ text: 'x {{b}}', variables: ['a', 'b'], faults: [] })
    const faulty = await ask(nats, previewTemplate, { workspace, body: '{{#if a}}', data: {} })
    expect(faulty).toMatchObject({ text: null, faults: [{ code: 'template_block_unclosed' }] })
  })

  test('a deleted id is gone and never given again, also not after every read model was thrown away', async () => {
    const { templateId } = await create('the highest id so far')
    const { sequence } = await ask(nats, deleteTemplate, { workspace, by, role, templateId })
    const before = await list(sequence)
    expect(before.map((template) => template.id)).not.toContain(templateId)
    expect(await ask(nats, deleteTemplate, { workspace, by, role, templateId })).toEqual({ sequence: 0 })

    await running.service.stop()
    running = await start()

    expect(await list()).toEqual(before)
    const others = await create('y', 'Y', neighbour)
    const ours = await create('x')
    expect([others.templateId, ours.templateId]).toEqual([templateId + 1, templateId + 2])
  })
})
