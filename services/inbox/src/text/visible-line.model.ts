// Answers: is this a name people can see and tell apart, on one line?

/** Control characters, line ends, and marks that turn the direction of what follows. */
const hidden = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

/** The name without needless spaces; null when it is empty, too long, or holds what cannot be seen. */
export function visibleLine(typed: string, longest: number): string | null {
  const line = typed.replace(/ +/g, ' ').trim()
  if (!line.isWellFormed() || hidden.test(line) || !/[\p{L}\p{N}\p{P}\p{S}]/u.test(line)) return null
  return [...line].length <= longest ? line : null
}
