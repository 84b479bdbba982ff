// Proves when WhatsApp's words restrict a number and when they set it free: the time lock and the used-up quota, each by itself.
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import type { ConnectionSignal } from '../../whatsapp.port.ts'
import type { WASocket } from '../library.ts'
import { hearRestrictions } from './restrictions.ts'

function listening() {
  const ev = new EventEmitter()
  const ws = new EventEmitter()
  const signals: ConnectionSignal['kind'][] = []
  // Of the socket only its events are used, and one question.
  const socket = {
    ev,
    ws,
    fetchAccountReachoutTimelock() {
      lock(false)
      return Promise.resolve({ isActive: false })
    },
  } as unknown as WASocket
  hearRestrictions(socket, { signal: ({ kind }) => void signals.push(kind) })
  function lock(isActive: boolean) {
    ev.emit('connection.update', { reachoutTimeLock: { isActive } })
  }
  return {
    signals,
    lock,
    quota: (capping_status: string) => ev.emit('message-capping.update', { capping_status }),
    refusal: () => ws.emit('CB:ack,class:message', { attrs: { error: '463' } }),
  }
}

test('a time lock › restricts, and sets free when it is over', () => {
  const { lock, signals } = listening()
  lock(true)
  lock(false)
  expect(signals).toEqual(['restricted', 'unrestricted'])
})

test('a refusal of a number without a time lock › does not set it free while its quota is used up', () => {
  const { quota, refusal, signals } = listening()
  quota('CAPPED')
  refusal()
  expect(signals).toEqual(['restricted'])
  quota('NONE')
  expect(signals).toEqual(['restricted', 'unrestricted'])
})

test('a quota that is free again › sets nothing free that is locked, or was not capped', () => {
  const { lock, quota, signals } = listening()
  quota('FIRST_WARNING')
  lock(true)
  quota('CAPPED')
  quota('NONE')
  expect(signals).toEqual(['restricted', 'restricted'])
})
