// Owns doing things one after the other per key, in the order they were asked for.

/** Runs `work` when everything asked before it under the same key has ended, whether well or not. */
export type InLane = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>

export function createLanes(): InLane {
  const lanes = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const before = lanes.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    lanes.set(key, mine)
    const leave = () => {
      if (lanes.get(key) === mine) lanes.delete(key)
    }
    mine.then(leave, leave)
    return mine
  }
}
