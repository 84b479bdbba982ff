// Is the network's word heard whenever it comes, and its silence noticed?
import { expect, test } from 'vitest'
import { createAcknowledgements } from './acknowledgements.ts'

test('a word › counts also when it came before anyone asked', async () => {
  const acknowledgements = createAcknowledgements()
  const waiting = acknowledgements.listen('W1', new AbortController().signal)
  acknowledgements.hear('W2', { kind: 'acknowledged', at: 1 })
  acknowledgements.hear('W1', { kind: 'refused', code: '463' })
  expect(await waiting.answer(1000)).toEqual({ kind: 'refused', code: '463' })
})

test('a word › that comes late is heard by the next try', async () => {
  const acknowledgements = createAcknowledgements()
  const waiting = acknowledgements.listen('W1', new AbortController().signal)
  expect(await waiting.answer(1)).toEqual({ kind: 'silent' })
  acknowledgements.hear('W1', { kind: 'acknowledged', at: 7 })
  expect(await waiting.answer(1000)).toEqual({ kind: 'acknowledged', at: 7 })
})

test('a connection that goes › ends the wait at once', async () => {
  const gone = new AbortController()
  const waiting = createAcknowledgements().listen('W1', gone.signal)
  const answer = waiting.answer(60_000)
  gone.abort()
  expect(await answer).toEqual({ kind: 'gone' })
  expect(await waiting.answer(60_000)).toEqual({ kind: 'gone' })
})
