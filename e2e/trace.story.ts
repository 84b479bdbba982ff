// Proves that one trace leads from the partner's call to WhatsApp's server ack.
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, startHouse } from '../scripts/testing/house.ts'
import { createTestDatabase } from '../scripts/testing/database.ts'
import { startTestNats } from '../scripts/testing/nats.ts'
import { until } from '../scripts/seeding/http.ts'
import { makePhone, openShop, partnerSends } from './world/shop.ts'

interface Span {
  readonly name: string
  readonly traceId: string
  readonly service: string
}

interface OtlpBody {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] }
    scopeSpans: { spans: { name: string; traceId: string }[] }[]
  }[]
}

const spans: Span[] = []
let collector: Server
let house: House
const open: AsyncDisposable[] = []

beforeAll(async () => {
  collector = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      // OTLP over HTTP as JSON.
      const body = JSON.parse(Buffer.concat(chunks).toString()) as OtlpBody
      for (const { resource, scopeSpans } of body.resourceSpans) {
        const service = resource.attributes.find((a) => a.key === 'service.name')?.value.stringValue ?? ''
        for (const scope of scopeSpans) spans.push(...scope.spans.map((span) => ({ ...span, service })))
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const address = collector.address()
  const port = typeof address === 'object' ? address?.port : 0
  const database = await createTestDatabase()
  const nats = await startTestNats()
  house = await startHouse({
    databaseUrl: database.url,
    natsUrl: nats.url,
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, TRACE_RATIO: '1' },
  })
  open.push(house, nats, database)
})

afterAll(async () => {
  for (const resource of open) await resource[Symbol.asyncDispose]()
  collector.close()
})

test('a send › is one trace from the HTTP call over the log and the session to the server ack', async () => {
  const shop = await openShop(house)
  await makePhone(house, '6281200000001', 'Mr. Smith')
  spans.length = 0
  await partnerSends(house, shop, '6281200000001', { fullname: 'Mr. Smith', order_id: 67 })

  const sent = await until('the span of the server ack', 20, async () => {
    const acked = spans.find((span) => span.name === 'append session.message_sent.v1')
    const called = spans.find(
      (span) => span.service === 'gateway' && span.name.includes('/sendWhatsappMessage'),
    )
    return acked && called ? { acked, called } : null
  })
  expect(sent.acked.traceId).toBe(sent.called.traceId)
  const ofTrace = spans.filter((span) => span.traceId === sent.called.traceId)
  expect(new Set(ofTrace.map((span) => span.service))).toEqual(new Set(['gateway', 'session']))
  expect(ofTrace.map((span) => span.name)).toEqual(
    expect.arrayContaining(['append gateway.send_requested.v1', 'react gateway.send_requested.v1']),
  )
})
