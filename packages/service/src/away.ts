// Answers, for readiness: which of the things a process stands on does not answer now?

/** Longest a connection may take to answer before it counts as away, ms. */
const ANSWER_MS = 1000

/** Its name in a list when it is away, else an empty list. */
export async function away(name: string, answer: Promise<unknown>): Promise<string[]> {
  const late = new Promise<string[]>((resolve) => {
    setTimeout(resolve, ANSWER_MS, [name]).unref()
  })
  const answered = answer.then(
    () => [],
    () => [name],
  )
  return Promise.race([answered, late])
}
