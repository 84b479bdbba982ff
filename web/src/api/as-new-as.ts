// Answers: what is the newest that can be had, hoped to be as new as a sequence?
import { problemCode } from './problem.ts'

/**
 * Asks for what is as new as `minSeq`. Where the read model is too far behind for that, it is asked for as it is: shown
 * old is better than not shown, and a frame tells of what comes later.
 */
export async function asNewAs<Answer>(
  minSeq: number,
  ask: (minSeq: number) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask(minSeq)
  } catch (error) {
    if (minSeq === 0 || problemCode(error) !== 'read_model_behind') throw error
    return ask(0)
  }
}
