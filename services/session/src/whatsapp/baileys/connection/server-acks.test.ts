// Proves what is heard of the server's word on our messages.
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { hearAcks } from './server-acks.ts'

function heard(attrs: Record<string, string>): unknown[] {
  const wire = new EventEmitter()
  const words: unknown[] = []
  const sink = {
    acknowledged: (wireId: string, at: number) => words.push(['acknowledged', wireId, at]),
    refused: (wireId: string, code: string) => words.push(['refused', wireId, code]),
  }
  hearAcks(wire, sink, () => 77)
  wire.emit('CB:ack,class:message', { tag: 'ack', attrs })
  return words
}

test("the server's word › is an acknowledgement at its time, or a refusal with its code", () => {
  expect(heard({ id: 'A', t: '10' })).toEqual([['acknowledged', 'A', 10_000]])
  expect(heard({ id: 'A', t: '10', error: '463' })).toEqual([['refused', 'A', '463']])
  expect(heard({ t: '10' })).toEqual([])
})

test("the server's word › without a readable time counts as of now", () => {
  expect(heard({ id: 'A' })).toEqual([['acknowledged', 'A', 77]])
  expect(heard({ id: 'A', t: 'soon' })).toEqual([['acknowledged', 'A', 77]])
})
