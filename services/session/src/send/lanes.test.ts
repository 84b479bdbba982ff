// Is order kept per key, also when something fails?
import { expect, test } from 'vitest'
import { createLanes } from './lanes.ts'

const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('lanes › one key in order, other keys meanwhile', async () => {
  const inLane = createLanes()
  const done: string[] = []
  await Promise.all([
    inLane('a', () => soon(20).then(() => done.push('a1'))),
    inLane('a', async () => done.push('a2')),
    inLane('b', async () => done.push('b1')),
  ])
  expect(done).toEqual(['b1', 'a1', 'a2'])
})

test('lanes › a failure reaches its own caller and lets the next one run', async () => {
  const inLane = createLanes()
  const failing = inLane('a', () => Promise.reject(new Error('no')))
  const next = inLane('a', () => Promise.resolve('yes'))
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('yes')
})
