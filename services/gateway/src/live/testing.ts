// Gives tests of frames their events, and holds every frame against the contract.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { Check } from 'typebox/value'
import { expect } from 'vitest'
import { framesOf } from './frames.model.ts'

const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`
export const [sessionId, chatId, messageId] = [id(1), id(2), id(3)]
export const [contactId, accountId] = [id(4), id(5)]
export const content = { kind: 'text' as const, text: 'Halo' }
export const correspondent = { phone: '628123', name: 'Budi' }
export const base = { sessionId, chatId, messageId }
export const at = '2026-11-23T02:00:00.000Z'

/** An event of any type, the 42nd of the log. */
export const event = (type: string, data: unknown): RecordedEvent => ({
  specversion: '1.0',
  id: 'e',
  source: 'test',
  type,
  subject: 's',
  time: '2026-11-23T02:00:09.000Z',
  workspace: 'w',
  correlationid: 'e',
  causationid: 'e',
  sequence: 42,
  data,
})
/** All frames of an event, each held against the contract. */
export const frames = (
  one: RecordedEvent,
  request: SendRequested | null = null,
  session: string | null = null,
) => {
  const all = framesOf(one, { request, sessionId: session })
  for (const frame of all) expect(Check(LiveFrame, frame)).toBe(true)
  return all
}
/** The one frame of an event; null: none. */
export const told = (type: string, data: unknown, request: SendRequested | null = null) => {
  const all = frames(event(type, data), request)
  expect(all.length).toBeLessThan(2)
  return all[0] ?? null
}
/** An accepted send request. */
export const request = (data: object) =>
  // The builder's data is what the contract asks for.
  event('gateway.send_requested.v1', {
    ...base,
    wireId: '3EB0',
    fingerprint: 'f',
    sealed: { phone: null, content },
    ...data,
  }) as SendRequested
