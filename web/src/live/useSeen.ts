// Owns reading a cached list again after this page changed it.
import { useQueryCache } from '@pinia/colada'
import { seen, type SeenList } from './seen-sequences.ts'

/** Answers a function that notes a change at a sequence and waits for the list as new as that. */
export function useSeen(list: SeenList): (sequence: number) => Promise<void> {
  const queries = useQueryCache()
  return async (sequence) => {
    seen(list, sequence)
    await queries.invalidateQueries({ key: [list] })
  }
}
