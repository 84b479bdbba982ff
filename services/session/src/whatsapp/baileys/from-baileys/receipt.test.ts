// Proves which receipts tell of our sends.
import { expect, test } from 'vitest'
import { receiptOf } from './receipt.ts'

const own = ['6281100000001:7@s.whatsapp.net', '900:7@lid']
const read = (attrs: Record<string, string>, items: string[] = []) =>
  receiptOf(
    {
      tag: 'receipt',
      attrs: { id: 'A', t: '10', from: '200:2@lid', ...attrs },
      ...(items.length > 0
        ? {
            content: [
              { tag: 'list', attrs: {}, content: items.map((id) => ({ tag: 'item', attrs: { id } })) },
            ],
          }
        : {}),
    },
    own,
    77,
  )

test('receipts › delivered without a type, read, played as read', () => {
  expect(read({})).toEqual({ wireIds: ['A'], outcome: 'delivered', at: 10_000 })
  expect(read({ type: 'inactive' })?.outcome).toBe('delivered')
  expect(read({ type: 'read' })?.outcome).toBe('read')
  expect(read({ type: 'played' })?.outcome).toBe('read')
})

test('receipts › without a readable time are told as of now', () => {
  expect(read({ t: 'soon' })?.at).toBe(77)
  expect(read({ t: '' })?.at).toBe(77)
})

test('receipts › of several messages name them all', () => {
  expect(read({ type: 'read' }, ['B', 'C'])?.wireIds).toEqual(['A', 'B', 'C'])
})

test('receipts › of our own devices, of groups, and requests to send again tell nothing of a recipient', () => {
  expect(read({ from: '900:1@lid' })).toBeNull()
  expect(read({ from: '6281100000001@s.whatsapp.net' })).toBeNull()
  expect(read({ from: '1-2@g.us', participant: '200@lid' })).toBeNull()
  expect(read({ type: 'retry' })).toBeNull()
  expect(read({ type: 'read-self' })).toBeNull()
})
