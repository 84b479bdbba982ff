// Proves when the phone is asked for a lost file, when its answer is read, and when nobody waits any more.
import { expect, test } from 'vitest'
import { ASKS, type AskState, LONGEST_MS, nextStep } from './phone-ask.model.ts'

const at = 1_000_000
const patienceMs = 60_000
const fresh: AskState = { asks: 0, openedAt: at, askedAt: null, answered: false, ended: false }
const asked: AskState = { ...fresh, asks: 1, askedAt: at }
const step = (ask: AskState, after: number, online = true) =>
  nextStep(ask, { now: at + after, online, patienceMs })

test('a file that nobody was asked for › is asked for at once, and while offline on the next connect', () => {
  expect(step(fresh, 0)).toEqual({ kind: 'ask' })
  expect(step(fresh, 0, false)).toEqual({ kind: 'wait', until: at + LONGEST_MS })
})

test('a phone that was asked › has its time to answer, and is then asked a second time, on a connection', () => {
  expect(step(asked, patienceMs - 1)).toEqual({ kind: 'wait', until: at + patienceMs })
  expect(step(asked, patienceMs)).toEqual({ kind: 'ask' })
  expect(step(asked, patienceMs, false)).toEqual({ kind: 'wait', until: at + LONGEST_MS })
})

test('a phone that stays silent › is given up after the last ask, online or not', () => {
  const last = { ...asked, asks: ASKS }
  expect(step(last, patienceMs - 1)).toEqual({ kind: 'wait', until: at + patienceMs })
  for (const online of [true, false]) expect(step(last, patienceMs, online)).toEqual({ kind: 'give_up' })
})

test('a number that stays offline › is not waited for longer than a day', () => {
  for (const ask of [fresh, asked]) expect(step(ask, LONGEST_MS, false)).toEqual({ kind: 'give_up' })
})

test('an answer › is read whenever it comes, without a connection and after the file was given up', () => {
  for (const ended of [false, true]) {
    const answered = { ...asked, asks: ASKS, answered: true, ended }
    expect(step(answered, LONGEST_MS * 2, false)).toEqual({ kind: 'read' })
  }
})

test('what was given up › is never asked for again', () => {
  expect(step({ ...asked, ended: true }, patienceMs)).toEqual({ kind: 'wait', until: Infinity })
})
