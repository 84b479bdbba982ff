// Work on one thing, one after the other, for state that is read, changed asynchronously and written back.

/** Runs `work` when all earlier work of the same key is done, failed or not; answers its result. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>

export const createInTurn = (): InTurn => {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, mine)
    const forget = (): void => {
      if (last.get(key) === mine) last.delete(key)
    }
    mine.then(forget, forget)
    return mine
  }
}
