// Owns the rules of which number sends.
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { describe, expect, it } from 'vitest'
import { senderOf } from './sender.model.ts'

const session = (id: string, more: Partial<SessionView> = {}): SessionView => ({
  id,
  name: id,
  network: 'whatsapp',
  state: 'online',
  reason: null,
  phone: `62${id}`,
  qr: null,
  pairingCode: null,
  restriction: null,
  groups: false,
  historyProgress: null,
  isDefault: false,
  createdAt: `2026-01-0${id}T00:00:00.000Z`,
  since: '2026-01-01T00:00:00.000Z',
  ...more,
})

describe('sender', () => {
  it('is the default, else the linked number that was added first', () => {
    expect(senderOf([session('1'), session('2', { isDefault: true })], null)).toMatchObject({ id: '2' })
    expect(senderOf([session('2'), session('1')], null)).toMatchObject({ id: '1' })
  })

  it('is another number while the default was never linked', () => {
    const never = session('1', { isDefault: true, phone: null, state: 'waiting_for_scan' })
    expect(senderOf([never, session('2')], null)).toMatchObject({ id: '2' })
  })

  it('is nobody when the default is logged out: no other number takes its place', () => {
    const out = session('1', { isDefault: true, state: 'logged_out' })
    expect(senderOf([out, session('2')], null)).toEqual({ refused: 'session_unavailable' })
  })

  it('may be offline for the moment', () => {
    expect(senderOf([session('1', { state: 'reconnecting' })], null)).toMatchObject({ id: '1' })
  })

  it('is the one that is named by id or phone, as long as it is linked', () => {
    const all = [session('1'), session('2'), session('3', { phone: null, state: 'starting' })]
    expect(senderOf(all, '2')).toMatchObject({ id: '2' })
    expect(senderOf(all, '+622')).toMatchObject({ id: '2' })
    expect(senderOf(all, '3')).toEqual({ refused: 'session_unavailable' })
    expect(senderOf(all, '4')).toEqual({ refused: 'session_not_found' })
  })

  it('is the link that works when a phone was linked twice', () => {
    const old = session('1', { phone: '628', state: 'logged_out' })
    expect(senderOf([old, session('2', { phone: '628' })], '628')).toMatchObject({ id: '2' })
  })
})
