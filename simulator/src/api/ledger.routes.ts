// HTTP: the ground truth.
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import Type from 'typebox'
import { summarize } from '../ledger/summary.ts'
import type { Network } from '../network.ts'
import { LedgerEntry, LedgerQueryString, ProblemBody, SummaryQuery } from './schemas.ts'
import { numberOf } from './views.ts'

const MAX_ENTRIES = 10_000

const Counts = Type.Record(Type.String(), Type.Integer())
const SummaryView = Type.Object({
  kinds: Counts,
  queuedMessages: Type.Integer(),
  receiptedMessages: Type.Integer(),
  waiting: Type.Integer(),
  nacks: Counts,
  retryReceipts: Type.Integer(),
  undecryptableByContact: Type.Integer(),
  undecryptableByOwnPhone: Type.Integer(),
  neverDecrypted: Type.Integer(),
  reusedKeys: Type.Integer(),
  duplicates: Type.Integer(),
})

export const ledgerRoutes = (app: FastifyInstance, network: Network): void => {
  app.get<{ Querystring: Static<typeof LedgerQueryString> }>(
    '/api/ledger',
    {
      schema: {
        summary: 'What happened, oldest first',
        querystring: LedgerQueryString,
        response: { 200: Type.Array(LedgerEntry), '4xx': ProblemBody },
      },
    },
    ({ query }) => {
      const { after, limit, kind, phone } = query
      return network.ledger.list({
        after: Number(after ?? 0),
        limit: Math.min(Number(limit ?? 1000), MAX_ENTRIES),
        ...(kind !== undefined && { kind }),
        ...(phone !== undefined && { phone: numberOf(phone) }),
      })
    },
  )

  app.get<{ Querystring: Static<typeof SummaryQuery> }>(
    '/api/ledger/summary',
    {
      schema: {
        summary: 'Counts over the ledger',
        querystring: SummaryQuery,
        response: { 200: SummaryView, '4xx': ProblemBody },
      },
    },
    ({ query }) => summarize(network.db, query.phone === undefined ? undefined : numberOf(query.phone)),
  )
}
