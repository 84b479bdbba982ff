// Proves what Shift chooses.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSelection } from './selection.store.ts'

beforeEach(() => setActivePinia(createPinia()))
const shown = ['a', 'b', 'c', 'd']
const chosen = () => [...useSelection().ids].sort()

describe('selection', () => {
  it('goes from the last chosen row to this one, in both directions', () => {
    const selection = useSelection()
    selection.toggle('c')
    selection.extendTo('a', shown)
    expect(chosen()).toEqual(['a', 'b', 'c'])
    selection.extendTo('d', shown)
    expect(chosen()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('is one row when nothing was chosen before, or what was is out of sight', () => {
    const selection = useSelection()
    selection.extendTo('b', shown)
    expect(chosen()).toEqual(['b'])
    selection.toggle('gone')
    selection.extendTo('d', shown)
    expect(chosen()).toEqual(['b', 'd', 'gone'])
  })

  it('lets go of a row that is chosen again', () => {
    const selection = useSelection()
    selection.toggle('a')
    selection.toggle('a')
    expect(chosen()).toEqual([])
  })
})
