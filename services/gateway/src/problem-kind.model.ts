// Owns what the catalogue says of one code.

export interface ProblemKind {
  readonly status: number
  readonly title: string
  /** What to do about it. */
  readonly detail: string
}

/** One entry of the catalogue. */
export const kind = (status: number, title: string, detail: string): ProblemKind => ({
  status,
  title,
  detail,
})
