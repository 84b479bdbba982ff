// Proves that traces leave by OTLP and metrics are readable as Prometheus text.
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { count } from './measure.ts'
import { startTelemetry } from './telemetry.ts'
import { currentTraceparent, inSpan, inTraceparent } from './trace-context.ts'

interface OtlpBody {
  resourceSpans: { scopeSpans: { spans: { name: string; traceId: string; parentSpanId?: string }[] }[] }[]
}

test('telemetry › sends the spans of one trace to the collector and counts for Prometheus', async () => {
  const received: OtlpBody[] = []
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      // The exporter sends OTLP as JSON.
      received.push(JSON.parse(Buffer.concat(chunks).toString()) as OtlpBody)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const address = collector.address()
  const port = typeof address === 'object' ? address?.port : 0
  const telemetry = await startTelemetry({
    service: 'test',
    otlpEndpoint: `http://127.0.0.1:${port}`,
    sampleRatio: 1,
  })

  let crossing: string | undefined
  await inSpan('accept', async () => {
    crossing = currentTraceparent()
  })
  await inTraceparent(crossing, 'react', async () => {})
  count('things_total', 'Things', { kind: 'good' })

  expect(await telemetry.prometheusText()).toMatch(/things_total\{kind="good"[^}]*\} 1/)
  await telemetry.stop()
  collector.close()
  const spans = received.flatMap((body) =>
    body.resourceSpans.flatMap((r) => r.scopeSpans.flatMap((s) => s.spans)),
  )
  expect(spans.map((span) => span.name).sort()).toEqual(['accept', 'react'])
  expect(new Set(spans.map((span) => span.traceId)).size).toBe(1)
})
