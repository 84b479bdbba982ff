// The limit of accepting: Fastify, one JetStream publish, an answer after its PubAck; no keys, no checks, no sealing.
import { randomUUID } from 'node:crypto'
import { jetstream } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import fastify from 'fastify'

// The benchmark passes this shape.
const { natsUrl } = JSON.parse(process.argv[2] ?? '{}') as { natsUrl: string }
const client = jetstream(await connect({ servers: natsUrl }))
const app = fastify()
app.post('/send', async (request, reply) => {
  const id = randomUUID()
  // The same stream, and a subject and options like ours.
  const subject = `evt.${'0'.repeat(36)}.bench.${'0'.repeat(36)}.${id}`
  await client.publish(subject, JSON.stringify({ id, body: request.body, padding: 'x'.repeat(700) }), {
    msgID: id,
    expect: { lastSubjectSequence: 0 },
  })
  return reply.code(202).send({ id, status: 'accepted' })
})
process.stdout.write(`${JSON.stringify({ url: await app.listen({ port: 0, host: '127.0.0.1' }) })}\n`)
