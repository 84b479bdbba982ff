// HTTP: messages no honest phone would send, for tests of what clients make of them.
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { phoneWritesRaw } from '../messaging/phone-writes-raw.ts'
import type { Network } from '../network.ts'
import { PhoneNumber, PhoneParams, ProblemBody } from './schemas.ts'
import { phoneOf } from './views.ts'

/** A frame holds 16 MB; base64 and JSON need a third more. */
const MAX_BODY_BYTES = 24 * 1024 * 1024
const Base64 = Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$' })
const closed = { additionalProperties: false }

const RawMessage = Type.Object(
  {
    to: PhoneNumber,
    proto: Type.Optional(
      Type.String({ ...Base64, description: 'The bytes to encrypt, as base64; normally an encoded Message' }),
    ),
    attrs: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.Union([Type.String(), Type.Null()]), {
        description: 'Attributes of the stanza (id, t, from, type, …) to set; null leaves one out',
      }),
    ),
    part: Type.Optional(
      Type.Union([Type.Literal('enc'), Type.Literal('plaintext'), Type.Literal('none')], { default: 'enc' }),
    ),
    enc: Type.Optional(
      Type.Object(
        {
          type: Type.Optional(Type.String({ description: 'Declared type; the ciphertext stays what it is' })),
          v: Type.Optional(Type.String()),
          count: Type.Optional(Type.String()),
          ciphertext: Type.Optional(
            Type.String({ ...Base64, description: 'Instead of the real one; may be empty' }),
          ),
          keepBytes: Type.Optional(Type.Integer({ minimum: 0, description: 'Cuts the ciphertext' })),
          padded: Type.Optional(Type.Boolean({ description: 'false leaves out the random padding' })),
        },
        closed,
      ),
    ),
  },
  closed,
)
const RawAnswer = Type.Object({
  id: Type.String({ description: 'Empty when the id was left out' }),
  devices: Type.Integer({ description: 'Linked devices that get it' }),
})

export const rawRoutes = (app: FastifyInstance, network: Network): void => {
  app.post<{ Params: Static<typeof PhoneParams>; Body: Static<typeof RawMessage> }>(
    '/api/phones/:phone/raw',
    {
      bodyLimit: MAX_BODY_BYTES,
      schema: {
        summary: 'Sends any bytes, encrypted, to the linked devices of a number',
        params: PhoneParams,
        body: RawMessage,
        response: { 201: RawAnswer, '4xx': ProblemBody },
      },
    },
    async ({ params, body }, reply) => {
      const { attrs = {}, part = 'enc', proto = '' } = body
      const { ciphertext, ...enc } = body.enc ?? {}
      const id = attrs['id'] === null ? '' : (attrs['id'] ?? randomBytes(10).toString('hex').toUpperCase())
      const devices = await phoneWritesRaw(network, {
        from: phoneOf(network, params.phone),
        to: phoneOf(network, body.to),
        id,
        bytes: Buffer.from(proto, 'base64'),
        attrs,
        part,
        enc: { ...enc, ...(ciphertext !== undefined && { ciphertext: Buffer.from(ciphertext, 'base64') }) },
      })
      await network.db.committed()
      return reply.code(201).send({ id, devices })
    },
  )
}
