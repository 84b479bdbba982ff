// Proves that who goes to a conversation to write has the cursor there: whether it opens then, later, or is open already.
import { effectScope } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import { goAndWrite, isToBeWritten } from './go-and-write.ts'
import { useThreadCommands } from './thread-commands.ts'

let scope = effectScope()
afterEach(() => scope.stop())

const focused: string[] = []
/** What a conversation does when it is opened on the screen. */
function open(id: string): void {
  scope.stop()
  scope = effectScope()
  scope.run(() => useThreadCommands({ reply: () => focused.push(id) }))
  if (isToBeWritten(id)) focused.push(id)
}
const go = (id: string, opens: () => void) =>
  goAndWrite({ push: () => Promise.resolve(opens()).then(() => undefined) }, '/', id)
const told = () => focused.splice(0)

describe('going to a conversation to write', () => {
  it('puts the cursor there when it opens, and not in the one that is left', async () => {
    open('old')
    await go('a', () => open('a'))
    expect(told()).toEqual(['a'])
  })

  it('does so too when it opens only later', async () => {
    await go('a', () => scope.stop())
    expect(told()).toEqual([])
    open('b')
    open('a')
    expect(told()).toEqual(['a'])
  })

  it('does so once, also in one that was open already', async () => {
    open('a')
    await go('a', () => {})
    expect(told()).toEqual(['a'])
    open('a')
    expect(told()).toEqual([])
  })
})
