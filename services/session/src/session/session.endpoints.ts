// Owns what other services may ask about sessions; any process answers, whichever network it serves.
import type { NatsConnection, Subscription } from '@nats-io/nats-core'
import * as contract from '@indoshopster/contracts/session/session.endpoints'
import type { SessionEvent } from '@indoshopster/contracts/session/session.events'
import { decideAndAppend } from '@indoshopster/event-log/decide-and-append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Refusal, stateOf } from '@indoshopster/event-sourcing/decider'
import { serveEndpoint } from '@indoshopster/service/endpoint'
import type { Logger } from '@indoshopster/service/logger'
import type { Poke } from '../supervisor/pokes.ts'
import { sessionErrors } from '../session.errors.ts'
import { askPairWith } from './pair-by-code.ts'
import type { Announce } from './session.announcer.ts'
import { sessionDecider, type SessionRequest } from './session.decider.ts'
import type { SessionReader } from './session.reader.ts'

/** Digits with country code. */
const phonePattern = /^[1-9][0-9]{6,14}$/

export function serveSessions(deps: {
  nats: NatsConnection
  logger: Logger
  log: Pick<EventLog, 'append' | 'readEntity'>
  reader: SessionReader
  announce: Announce
  poke: (poke: Poke) => void
  newId: () => string
}): Subscription[] {
  const { nats, logger, log, reader, announce, poke, newId } = deps

  /** Runs a request, then tells the holder and everyone who watches. */
  async function run(workspace: string, sessionId: string, request: SessionRequest) {
    const subject = { workspace, owner: 'session', lane: sessionId, entity: sessionId }
    const { sequence } = await decideAndAppend(log, sessionDecider, subject, request)
    // The entity's subject holds only session events.
    const history = (await log.readEntity(subject)).events as readonly SessionEvent[]
    const row = stateOf(sessionDecider, history)
    // Who asks again may do so because the poke of the first time was lost.
    if (row) poke({ sessionId, workspace, network: row.network, repeated: sequence === 0 })
    if (sequence > 0) void announce(workspace, sessionId, sequence)
    return { sequence }
  }

  async function chooseDefault(workspace: string, sessionId: string, by: string) {
    const before = await reader.defaultOf(workspace)
    const isDefault = before === sessionId
    const answer = await run(workspace, sessionId, { kind: 'choose_default', isDefault, by })
    if (before && !isDefault) void announce(workspace, before, answer.sequence)
    return answer
  }

  return [
    serveEndpoint(nats, logger, contract.listSessions, async ({ workspace, minSeq }) => ({
      sessions: await reader.all(workspace, minSeq),
    })),
    serveEndpoint(nats, logger, contract.getSession, ({ workspace, sessionId, minSeq }) =>
      reader.one(workspace, sessionId, minSeq),
    ),
    serveEndpoint(nats, logger, contract.addSession, async ({ workspace, by, name, network }) => {
      const sessionId = newId()
      const { sequence } = await run(workspace, sessionId, { kind: 'add', sessionId, network, name, by })
      return { sessionId, sequence }
    }),
    serveEndpoint(nats, logger, contract.renameSession, ({ workspace, sessionId, by, name }) =>
      run(workspace, sessionId, { kind: 'rename', name, by }),
    ),
    serveEndpoint(nats, logger, contract.chooseGroups, ({ workspace, sessionId, by, shown }) =>
      run(workspace, sessionId, { kind: 'choose_groups', shown, by }),
    ),
    serveEndpoint(nats, logger, contract.requestPairing, async ({ workspace, sessionId, by, phone }) => {
      if (phone !== null && !phonePattern.test(phone))
        throw new Refusal('phone_number_invalid', sessionErrors.phone_number_invalid)
      const answer = await run(workspace, sessionId, { kind: 'request_pairing', by })
      // Without a holder the QR that comes later is all there is to say.
      if (!(await askPairWith(nats, sessionId, phone)) && phone !== null)
        throw new Refusal('session_unavailable', sessionErrors.session_unavailable)
      return answer
    }),
    serveEndpoint(nats, logger, contract.logOutSession, ({ workspace, sessionId }) =>
      run(workspace, sessionId, { kind: 'log_out' }),
    ),
    serveEndpoint(nats, logger, contract.chooseDefaultSession, ({ workspace, sessionId, by }) =>
      chooseDefault(workspace, sessionId, by),
    ),
    serveEndpoint(nats, logger, contract.removeSession, ({ workspace, sessionId, by }) =>
      run(workspace, sessionId, { kind: 'remove', by }),
    ),
  ]
}
