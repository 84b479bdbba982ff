// HTTP: things that go wrong on demand.
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { clearFaults, inject } from '../faults/inject.ts'
import type { Network } from '../network.ts'
import { ArmedFault, Fault, FaultAnswer } from './fault-schemas.ts'
import { ProblemBody } from './schemas.ts'
import { numberOf } from './views.ts'

export const faultRoutes = (app: FastifyInstance, network: Network): void => {
  app.get(
    '/api/faults',
    { schema: { summary: 'What is armed', response: { 200: Type.Array(ArmedFault) } } },
    () => network.faults.list(),
  )

  app.post<{ Body: Fault }>(
    '/api/faults',
    {
      schema: {
        summary: 'Makes something go wrong, for one number or for all',
        body: Fault,
        response: { 201: FaultAnswer, '4xx': ProblemBody },
      },
    },
    async ({ body }, reply) => {
      const affected = await inject(
        network,
        body,
        body.phone === undefined ? undefined : numberOf(body.phone),
      )
      await network.db.committed()
      return reply.code(201).send({ ...body, ...(affected !== undefined && { affected }) })
    },
  )

  app.delete(
    '/api/faults',
    { schema: { summary: 'Everything works again', response: { 204: Type.Null() } } },
    (_request, reply) => {
      clearFaults(network)
      return reply.code(204).send()
    },
  )
}
