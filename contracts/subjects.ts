// Owns the grammar of NATS subjects. Only our own ids are in a subject, never a JID or a phone number.

/**
 * `evt.<workspace>.<owner>.<lane>.<entity>`
 *
 * | facts about                                   | owner      | lane           | entity     |
 * | --------------------------------------------- | ---------- | -------------- | ---------- |
 * | a session's own life (linked, connected, …)   | session    | session id     | session id |
 * | messages of a chat, outcomes of its sends     | session    | session id     | chat id    |
 * | a send request                                | gateway    | session id     | message id |
 * | conversation                                  | inbox      | `conversation` | its id     |
 * | label                                         | inbox      | `label`        | workspace  |
 * | view                                          | inbox      | `view`         | its id     |
 * | template, api_key, workspace, account, invitation | its owner | the noun    | its id     |
 *
 * *entity*: one exact subject is one entity's history. *lane*: what one consumer must get in order.
 */
export interface EventSubject {
  readonly workspace: string
  readonly owner: string
  readonly lane: string
  readonly entity: string
}

const token = /^[A-Za-z0-9_-]{1,64}$/

/** Makes an event subject. Throws when a part is not a plain token, so personal data cannot slip in. */
export function eventSubject(parts: EventSubject): string {
  for (const part of [parts.workspace, parts.owner, parts.lane, parts.entity]) {
    if (!token.test(part)) throw new Error('A subject part must be 1 to 64 letters, digits, _ or -.')
  }
  return `evt.${parts.workspace}.${parts.owner}.${parts.lane}.${parts.entity}`
}

/** Reads an event subject back; null when it is not one. */
export function parseEventSubject(subject: string): EventSubject | null {
  const [head, workspace, owner, lane, entity, ...rest] = subject.split('.')
  if (head !== 'evt' || !workspace || !owner || !lane || !entity || rest.length > 0) return null
  return { workspace, owner, lane, entity }
}

/** A filter over event subjects; a part left out matches anything. */
export function eventFilter(parts: Partial<EventSubject>): string {
  return `evt.${parts.workspace ?? '*'}.${parts.owner ?? '*'}.${parts.lane ?? '*'}.${parts.entity ?? '*'}`
}

/** Request-reply: `req.<service>.<endpoint>`. */
export const requestSubject = (service: string, endpoint: string) => `req.${service}.${endpoint}`

/** Passing signals that are never stored (QR codes, state while linking): `live.<workspace>.<kind>`. */
export const liveSubject = (workspace: string, kind: string) => `live.${workspace}.${kind}`

/** Where reactions put what they gave up on: `parked.<workspace>.<durable>`. */
export const parkedSubject = (workspace: string, durable: string) => `parked.${workspace}.${durable}`
