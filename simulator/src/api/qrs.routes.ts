// HTTP: QR texts that a client's owner registered, so that the page can offer them instead of pasting.
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import Type from 'typebox'
import { renderSVG } from 'uqr'
import { parseQr } from '../login/qr.ts'
import type { Pairing } from '../login/pairing.ts'
import type { Network } from '../network.ts'
import type { Feed } from './feed.ts'
import { Problem } from './problems.ts'
import { NewQr, ProblemBody, QrView } from './schemas.ts'

/** In memory: a QR dies with the connection of the client that shows it. */
export const qrRoutes = (app: FastifyInstance, network: Network, pairing: Pairing, feed: Feed): void => {
  let shown: Static<typeof QrView>[] = []

  app.get(
    '/api/qrs',
    { schema: { summary: 'QRs that wait for a scan', response: { 200: Type.Array(QrView) } } },
    () => {
      shown = shown.filter(({ qr }) => pairing.isWaiting(qr))
      return shown
    },
  )

  app.get<{ Params: { id: string } }>(
    '/api/qrs/:id/image',
    { schema: { summary: 'The QR as a picture', params: Type.Object({ id: Type.String() }) } },
    ({ params }, reply) => {
      const entry = shown.find(({ id }) => id === params.id)
      if (!entry) throw new Problem('qr_unknown')
      return reply.type('image/svg+xml').send(renderSVG(entry.qr, { border: 2 }))
    },
  )

  app.post<{ Body: Static<typeof NewQr> }>(
    '/api/qrs',
    {
      schema: {
        summary: 'Registers a QR text; a newer one replaces the one with the same label',
        body: NewQr,
        response: { 201: Type.Object({ id: Type.String() }), '4xx': ProblemBody },
      },
    },
    ({ body }, reply) => {
      if (!parseQr(body.qr)) throw new Problem('qr_invalid')
      if (!pairing.isWaiting(body.qr)) throw new Problem('qr_unknown')
      const entry = { id: randomUUID(), ...body, at: new Date(network.now()).toISOString() }
      shown = [...shown.filter(({ label }) => label !== body.label), entry]
      feed.publish({ name: 'qr', data: {} })
      return reply.code(201).send({ id: entry.id })
    },
  )
}
