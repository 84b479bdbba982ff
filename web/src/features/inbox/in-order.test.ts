// Proves that asks about one conversation keep their order, and that others do not wait for them.
import { describe, expect, it } from 'vitest'
import { createInOrder } from './in-order.ts'

function asks() {
  const inOrder = createInOrder()
  const begun: string[] = []
  const ends = new Map<string, PromiseWithResolvers<void>>()
  const ask = (name: string, ids: string[]) =>
    inOrder(ids, () => {
      begun.push(name)
      const end = Promise.withResolvers<void>()
      ends.set(name, end)
      return end.promise.then(() => name)
    })
  return { ask, begun, ends }
}

describe('asks in order', () => {
  it('waits for the one before about the same conversation, not for others', async () => {
    const { ask, begun, ends } = asks()
    const first = ask('read', ['a'])
    const second = ask('unread', ['a'])
    void ask('other', ['b'])
    expect(begun).toEqual(['read', 'other'])
    ends.get('read')?.resolve()
    expect(await first).toBe('read')
    await expect.poll(() => begun).toEqual(['read', 'other', 'unread'])
    ends.get('unread')?.resolve()
    expect(await second).toBe('unread')
  })

  it('goes on after one that failed, and waits for all that one about many is about', async () => {
    const { ask, begun, ends } = asks()
    const failing = ask('one', ['a'])
    void ask('two', ['b'])
    void ask('many', ['a', 'b'])
    ends.get('one')?.reject(new Error('away'))
    await expect(failing).rejects.toThrow('away')
    expect(begun).toEqual(['one', 'two'])
    ends.get('two')?.resolve()
    await expect.poll(() => begun).toEqual(['one', 'two', 'many'])
  })
})
