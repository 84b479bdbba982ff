// Answers which conversation the keys "next" and "previous" mean, also after an answer moved the open one to the top.

/** Where a conversation stood in the list when it was opened, and who stood beside it. */
export interface Stood {
  id: string
  at: number
  above: string | undefined
  below: string | undefined
}

/** Looks at the place of `id` in the list; `at` is -1 when it is not listed. */
export function whereItStands(ids: readonly string[], id: string): Stood {
  const at = ids.indexOf(id)
  return { id, at, above: at > 0 ? ids[at - 1] : undefined, below: at === -1 ? undefined : ids[at + 1] }
}

/**
 * The conversation one step down (1) or up (-1) from the open one; the first when the open one is not listed.
 * One that rose since it was opened counts from where it stood: whoever answers down the list goes on down the list.
 */
export function nextRow(
  ids: readonly string[],
  openId: string | undefined,
  by: 1 | -1,
  stood: Stood | undefined,
): string | undefined {
  const at = openId === undefined ? -1 : ids.indexOf(openId)
  if (at === -1) return ids[0]
  if (stood?.id === openId && stood !== undefined && at < stood.at) {
    const beside = by === 1 ? stood.below : stood.above
    if (beside === undefined || ids.includes(beside)) return beside
  }
  return ids[at + by]
}
