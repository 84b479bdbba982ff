// Owns opening a chat for staff: any process answers, the one that holds the number asks the network.
import type { NatsConnection, Subscription } from '@nats-io/nats-core'
import { Uuid } from '@indoshopster/contracts/envelope'
import * as contract from '@indoshopster/contracts/session/session.endpoints'
import { requestSubject } from '@indoshopster/contracts/subjects'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import { serveEndpoint } from '@indoshopster/service/endpoint'
import type { Logger } from '@indoshopster/service/logger'
import type pg from 'pg'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type SessionErrorCode, sessionErrors } from '../session.errors.ts'
import type { SessionReader } from '../session/session.reader.ts'
import { knownChat, type Opened } from './open-chat.ts'

const subjectOf = (sessionId: string) => requestSubject('session', `open_chat.${sessionId}`)

/** Longer than one look-up may take, ms. */
const PATIENCE_MS = 25_000

const Asked = Compile(Type.Object({ phone: Type.String() }))
const Reply = Compile(
  Type.Union([
    Type.Object({ kind: Type.Literal('opened'), chatId: Uuid, contactId: Uuid, sequence: Type.Integer() }),
    Type.Object({ kind: Type.Literal('not_on_whatsapp') }),
    Type.Object({ kind: Type.Literal('unavailable') }),
  ]),
)

/** Answers for a session held here; call the result to stop. */
export function serveOpenChatHere(
  nats: NatsConnection,
  sessionId: string,
  open: (phone: string) => Promise<Opened>,
): () => void {
  const subscription = nats.subscribe(subjectOf(sessionId), {
    callback: (error, message) => {
      const body: unknown = error ? null : message.json()
      if (!Asked.Check(body)) return
      void open(body.phone)
        .catch((): Opened => ({ kind: 'unavailable' }))
        .then((opened) => message.respond(JSON.stringify(opened)))
    },
  })
  return () => subscription.unsubscribe()
}

export function serveOpenChat(deps: {
  nats: NatsConnection
  logger: Logger
  pool: pg.Pool
  reader: Pick<SessionReader, 'one'>
}): Subscription {
  const { nats, logger, pool, reader } = deps
  return serveEndpoint(nats, logger, contract.openChat, async ({ workspace, sessionId, phone }) => {
    const session = await reader.one(workspace, sessionId)
    if (session.phone === phone) throw refusal('recipient_is_sender')
    const known = await knownChat(pool, sessionId, phone)
    if (!known && session.restriction) throw refusal('number_restricted')
    const opened = known ?? (await askHolder(nats, sessionId, phone))
    switch (opened.kind) {
      case 'opened':
        return { chatId: opened.chatId, contactId: opened.contactId, sequence: opened.sequence }
      case 'not_on_whatsapp':
        throw refusal('recipient_not_on_whatsapp')
      case 'unavailable':
        throw refusal('session_unavailable')
    }
  })
}

async function askHolder(nats: NatsConnection, sessionId: string, phone: string): Promise<Opened> {
  try {
    const message = await nats.request(subjectOf(sessionId), JSON.stringify({ phone }), {
      timeout: PATIENCE_MS,
    })
    const answer: unknown = message.json()
    return Reply.Check(answer) ? answer : { kind: 'unavailable' }
  } catch {
    // Nobody holds it, or its holder does not answer.
    return { kind: 'unavailable' }
  }
}

const refusal = (code: SessionErrorCode) => new Refusal(code, sessionErrors[code])
