// Rules of armed faults.
import { describe, expect, it } from 'vitest'
import { createFaults } from './faults.ts'

describe('faults', () => {
  it('strike as often as they were armed for, and only the phone they name', () => {
    const faults = createFaults()
    faults.arm({ kind: 'nack', phone: '6281', left: 2, value: 479 })
    expect(faults.strike('nack', '6282')).toBeUndefined()
    expect(faults.strike('nack', '6281')?.value).toBe(479)
    expect(faults.strike('nack', '6281')?.value).toBe(479)
    expect(faults.strike('nack', '6281')).toBeUndefined()
  })

  it('without a phone strike everybody', () => {
    const faults = createFaults()
    faults.arm({ kind: 'drop_acks', left: 1 })
    expect(faults.strike('drop_acks', '6281')).toBeDefined()
    expect(faults.list()).toEqual([])
  })

  it('that hold stay until they are lifted', () => {
    const faults = createFaults()
    faults.arm({ kind: 'hold_messages', phone: '6281' })
    expect([faults.holding('6281'), faults.holding('6282')]).toEqual([true, false])
    faults.disarm('hold_messages', '6282')
    expect(faults.holding('6281')).toBe(true)
    faults.disarm('hold_messages')
    expect(faults.holding('6281')).toBe(false)
  })
})
