// Answers: does the data of a send have exactly the names its template uses?

export interface KeyDifference {
  /** Names the template uses and the data lacks, sorted. */
  readonly missing: string[]
  /** Names the data has and the template does not use, sorted. */
  readonly unexpected: string[]
}

/** Compares both ways; both lists empty means the data fits. Only own keys of `data` count. */
export function compareKeys(
  variables: readonly string[],
  data: Readonly<Record<string, unknown>>,
): KeyDifference {
  const wanted = new Set(variables)
  return {
    missing: [...wanted].filter((name) => !Object.hasOwn(data, name)).sort(),
    unexpected: Object.keys(data)
      .filter((name) => !wanted.has(name))
      .sort(),
  }
}
