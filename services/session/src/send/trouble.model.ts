// Owns how much a send may meet before it fails: together less than two minutes of a connection that works. Pure.

/** What a send has met so far. */
export interface Trouble {
  /** The server did not answer. */
  silences: number
  /** The connection ended over it. */
  lost: number
  /** It could not be made or could not leave. */
  unable: number
}

const MAX_SILENCES = 3
/** Connections that ended and silences together: 4 × 20 s. */
const MAX_LOST = 4
/** A connection that has died is noticed long before. */
const MAX_UNABLE = 7

export const isUnable = ({ unable }: Trouble): boolean => unable >= MAX_UNABLE

export const isTooMuch = (trouble: Trouble): boolean =>
  trouble.silences >= MAX_SILENCES || trouble.silences + trouble.lost >= MAX_LOST || isUnable(trouble)

/** 1, 2, 4, then 5 s: long enough for a dead connection to be noticed, short enough for the chat behind it. */
export const unablePauseMs = (unable: number): number => Math.min(5000, 500 * 2 ** unable)
