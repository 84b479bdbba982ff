// Proves which templates are found.
import { describe, expect, it } from 'vitest'
import { template } from './templates.examples.ts'
import { fitting } from './template-list.ts'

const order = template({ id: 7, name: 'Pesanan dikirim', body: 'Resi {{awb}}' })
const hours = template({ id: 12, kind: 'quick_reply', name: 'Jam buka', body: 'Kami buka jam 8' })
const all = [order, hours]
const ids = (found: typeof all) => found.map(({ id }) => id)

describe('template list', () => {
  it('shows all of a type while nothing is typed', () => {
    expect(ids(fitting(all, 'all', ' '))).toEqual([7, 12])
    expect(ids(fitting(all, 'quick_reply', ''))).toEqual([12])
  })

  it('finds every word in name, text or id, however it is written', () => {
    expect(ids(fitting(all, 'all', 'RESI dikirim'))).toEqual([7])
    expect(ids(fitting(all, 'all', '12'))).toEqual([12])
    expect(fitting(all, 'message', 'buka')).toEqual([])
  })
})
