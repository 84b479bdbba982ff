// Shows each step of a long command with its seconds, and what to do when one fails.

/** A failure a person can act on: what went wrong, and what to do about it. */
export class StepFailure extends Error {
  name = 'StepFailure'
  /** @param {string} message one sentence @param {string} advice what to do now @param {string} [details] output worth reading */
  constructor(message, advice, details = '') {
    super(message)
    this.advice = advice
    this.details = details
  }
}

const colour = process.stdout.isTTY && !process.env.NO_COLOR
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)

/** Bold, green, red and dim text where the terminal can show it. */
export const bold = (text) => paint(1, text)
export const green = (text) => paint(32, text)
export const red = (text) => paint(31, text)
export const dim = (text) => paint(2, text)

/** Seconds since `startedAt` (milliseconds), as "1.2 s". */
export const secondsSince = (startedAt) => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`

/**
 * Runs one step: prints its title, then its seconds and the short result the work returns
 * (a string, or an object with `note`). Throws what the work throws.
 */
export async function step(title, work) {
  const startedAt = Date.now()
  const shown = title.padEnd(34)
  if (colour) process.stdout.write(`  … ${shown}`)
  const line = (mark, tail) =>
    process.stdout.write(`${colour ? '\r\u001b[K' : ''}  ${mark} ${shown}${tail}\n`)
  try {
    const result = await work()
    const note = typeof result === 'string' ? result : result?.note
    line(green('✓'), `${secondsSince(startedAt).padStart(8)}${note ? `   ${dim(note)}` : ''}`)
    return result
  } catch (error) {
    line(red('✗'), secondsSince(startedAt).padStart(8))
    throw error
  }
}

/** Prints why a command stopped and what to do, for errors of every kind. */
export function printFailure(error) {
  const failure = error instanceof StepFailure ? error : null
  process.stderr.write(`\n${red('Failed:')} ${failure ? failure.message : (error?.stack ?? String(error))}\n`)
  if (failure?.details) process.stderr.write(`\n${failure.details.trim()}\n`)
  if (failure) process.stderr.write(`\n${bold('What to do:')} ${failure.advice}\n`)
}
