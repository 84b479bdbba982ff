// Proves that the keys go down the list although every answer moves a conversation to its top.
import { describe, expect, it } from 'vitest'
import { nextRow, whereItStands } from './next-row.model.ts'

const list = ['ani', 'budi', 'citra', 'dewi']

describe('next row', () => {
  it('steps down and up from the open one, and stops at the ends', () => {
    const stood = whereItStands(list, 'budi')
    expect(nextRow(list, 'budi', 1, stood)).toBe('citra')
    expect(nextRow(list, 'budi', -1, stood)).toBe('ani')
    expect(nextRow(list, 'dewi', 1, whereItStands(list, 'dewi'))).toBeUndefined()
    expect(nextRow(list, 'ani', -1, whereItStands(list, 'ani'))).toBeUndefined()
  })

  it('begins with the first when nothing is open, or the open one has left the list', () => {
    expect(nextRow(list, undefined, 1, undefined)).toBe('ani')
    expect(nextRow(list, 'gone', 1, whereItStands(list, 'gone'))).toBe('ani')
    expect(nextRow(['ani', 'citra'], 'budi', 1, whereItStands(list, 'budi'))).toBe('ani')
  })

  it('goes on from where an answered one stood, so that each is met once', () => {
    let ids: readonly string[] = list
    let open: string | undefined
    const met: string[] = []
    for (let stood; met.length < 9 && (open = nextRow(ids, open, 1, stood)) !== undefined;) {
      met.push(open)
      const answered = open
      stood = whereItStands(ids, answered)
      ids = [answered, ...ids.filter((id) => id !== answered)]
    }
    expect(met).toEqual(list)
  })

  it('goes on from the new place when who stood beside it has left the list, or another one is open by now', () => {
    const stood = whereItStands(list, 'citra')
    expect(nextRow(['citra', 'ani', 'budi'], 'citra', 1, stood)).toBe('ani')
    expect(nextRow(['citra', 'ani', 'budi', 'dewi'], 'ani', 1, stood)).toBe('budi')
  })
})
