// Owns how figures are summed up and shown: median and range, never a single lucky run. Pure.

export interface Summary {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

/** The q-quantile (0 to 1) of some numbers; NaN of none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export function summarise(values: readonly number[]): Summary {
  return { median: quantile(values, 0.5), lowest: Math.min(...values), highest: Math.max(...values) }
}

/** `median (lowest–highest)` with the given number of decimals. */
export function shown({ median, lowest, highest }: Summary, decimals: number): string {
  return `${median.toFixed(decimals)} (${lowest.toFixed(decimals)}–${highest.toFixed(decimals)})`
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A table row that compares one quantile of two runs, round by round: ours, theirs, ratio. */
export function compare(
  label: string,
  q: number,
  ours: readonly (readonly number[])[],
  theirs: readonly (readonly number[])[],
): string[] {
  const us = ours.map((times) => quantile(times, q))
  const them = theirs.map((times) => quantile(times, q))
  const ratios = us.map((value, round) => value / (them[round] ?? Number.NaN))
  return [label, shown(summarise(us), 1), shown(summarise(them), 1), shown(summarise(ratios), 2)]
}
