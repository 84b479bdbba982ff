// Owns the rules of how long a body may take.
import fastify from 'fastify'
import { request as httpRequest, type ClientRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limitBodies } from './body-deadline.ts'

const MS = 100
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const app = fastify()
limitBodies(app, MS)
app.addContentTypeParser('*', (_request, body, done) => {
  let bytes = 0
  body.on('data', (chunk: Buffer) => (bytes += chunk.length)).on('end', () => done(null, { bytes }))
})
app.post('/short', (request) => request.body)
app.post('/long', { config: { longBody: true } }, (request) => request.body)

beforeAll(async () => void (await app.listen({ port: 0, host: '127.0.0.1' })))
afterAll(() => app.close())

/** Starts a request with a body of ten bytes; resolves to the status, or `cut` when the connection is. */
function begin(path: string): { request: ClientRequest; answer: Promise<number | 'cut'> } {
  // A TCP server that listens has an address with a port.
  const { port } = app.server.address() as AddressInfo
  const headers = { 'content-length': '10', 'content-type': 'application/octet-stream' }
  const request = httpRequest({ port, path, method: 'POST', headers })
  const answer = new Promise<number | 'cut'>((resolve) => {
    request.on('error', () => resolve('cut'))
    request.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
  })
  return { request, answer }
}

async function slowly(path: string, bytes: number): Promise<number | 'cut'> {
  const { request, answer } = begin(path)
  for (let i = 0; i < bytes; i++) {
    request.write('x')
    await pause(MS / 2)
  }
  return answer
}

describe('the patience with bodies', () => {
  it('ends for a short one that takes too long, however often something of it comes', async () => {
    expect(await slowly('/short', 10)).toBe('cut')
  })

  it('lasts for a file that keeps coming, and ends in its silence', async () => {
    expect(await slowly('/long', 10)).toBe(200)
    expect(await slowly('/long', 3)).toBe('cut')
  })

  it('does not run for what came at once', async () => {
    const { request, answer } = begin('/short')
    request.end('0123456789')
    expect(await answer).toBe(200)
    await pause(MS * 2)
  })
})
