// Owns the rules of what an endpoint answers when its handler throws.
import { connect } from '@nats-io/transport-node'
import { defineEndpoint } from '@indoshopster/contracts/endpoint'
import { Role } from '@indoshopster/contracts/role'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import { Type } from 'typebox'
import { afterAll, describe, expect, test } from 'vitest'
import { startTestNats } from '../../../scripts/testing/nats.ts'
import { ask, serveEndpoint } from './endpoint.ts'
import { createLogger } from './logger.ts'

const server = await startTestNats()
const nats = await connect({ servers: server.url })
afterAll(() => nats.close())

const boom = defineEndpoint({
  service: 'test',
  name: 'boom',
  request: Type.Object({ what: Type.String() }),
  response: Type.Object({}),
  refusals: ['not_now'],
})

const change = defineEndpoint({
  service: 'test',
  name: 'change',
  needs: 'admin',
  request: Type.Object({ role: Role }),
  response: Type.Object({}),
  refusals: [],
})
const acted: Role[] = []

class LogUnavailableError extends Error {
  override readonly name = 'LogUnavailableError'
}

serveEndpoint(nats, createLogger('test', 'silent'), boom, ({ what }) => {
  if (what === 'refusal') throw new Refusal('not_now', 'Come back later.', { hours: 2 })
  if (what === 'log') throw new LogUnavailableError('secret detail')
  if (what === 'bug') throw new TypeError('secret detail')
  return Promise.resolve({})
})

serveEndpoint(nats, createLogger('test', 'silent'), change, ({ role }) => {
  acted.push(role)
  return Promise.resolve({})
})

describe('endpoint', () => {
  test('a role below the one that is needed never reaches the handler; this one and those above do', async () => {
    for (const role of ['viewer', 'agent'] as const)
      await expect(ask(nats, change, { role })).rejects.toMatchObject({
        code: 'role_forbidden',
        facts: { needs: 'admin' },
      })
    for (const role of ['admin', 'owner'] as const) await ask(nats, change, { role })
    expect(acted).toEqual(['admin', 'owner'])
  })

  test('a schema that forgot the role lets nobody act', async () => {
    const forgetful = defineEndpoint({ ...change, name: 'forgetful', request: Type.Object({}) })
    serveEndpoint(nats, createLogger('test', 'silent'), forgetful, () => Promise.resolve({}))
    await expect(ask(nats, forgetful, {})).rejects.toMatchObject({ code: 'role_forbidden' })
  })

  test('a refusal reaches the asker with code, sentence and facts', async () => {
    await expect(ask(nats, boom, { what: 'refusal' })).rejects.toMatchObject({
      code: 'not_now',
      message: 'Come back later.',
      facts: { hours: 2 },
    })
  })

  test('a log that is away is told as unavailable, a bug as internal, neither with its own words', async () => {
    const log = ask(nats, boom, { what: 'log' })
    await expect(log).rejects.toMatchObject({ code: 'unavailable' })
    const bug = ask(nats, boom, { what: 'bug' })
    await expect(bug).rejects.toMatchObject({ code: 'internal' })
    for (const answer of [log, bug]) await expect(answer).rejects.not.toThrow(/secret/)
  })

  test('what does not fit the schema never reaches the handler', async () => {
    // Proves what happens when a caller gets round the types.
    const given = { what: 1 } as unknown as { what: string }
    await expect(ask(nats, boom, given)).rejects.toMatchObject({ code: 'request_invalid' })
  })
})
