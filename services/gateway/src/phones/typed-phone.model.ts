// Answers: which digits did a person mean who typed or pasted a phone number?

/** Where a number that begins with 0 belongs: Indonesia. */
const HOME = '62'

/** Marks that a page's text direction leaves in what is copied; nobody sees them. */
const invisible = /\p{Cf}/gu
/** What people put between digits. */
const between = /[\s\p{Pd}.,()[\]/·]/gu

/**
 * | typed                      | meant            |
 * | -------------------------- | ---------------- |
 * | `0812-3456-7890`           | `6281234567890`  |
 * | `+62 (0)812 3456 7890`     | `6281234567890`  |
 * | `62 812.3456.7890`         | `6281234567890`  |
 * | `0062 812 3456 7890`       | `6281234567890`  |
 * | `+1 (202) 555-0123`        | `12025550123`    |
 *
 * Null: something in it is no part of a phone number, such as letters, digits of other scripts, or a group's address.
 * Whether a number can be that long is judged by `phoneDigits`.
 */
export function typedDigits(text: string): string | null {
  const packed = text.replace(invisible, '').replace(between, '')
  const match = /^(\+|00)?([0-9]{1,40})$/.exec(packed)
  if (!match) return null
  const [, international, digits = ''] = match
  if (international === undefined && digits.startsWith('0')) return HOME + digits.slice(1)
  // `+62 0812…`: the country code and the 0 that it replaces.
  return digits.startsWith(`${HOME}0`) ? HOME + digits.slice(HOME.length + 1) : digits
}
