// Owns the errors of the media store. Pure.

/** The store behind it does not answer; a later try may succeed. */
export class MediaStoreUnavailableError extends Error {
  override readonly name = 'MediaStoreUnavailableError'
}

/** The file is larger than its caller takes; nothing of it is kept. */
export class MediaTooLargeError extends Error {
  override readonly name = 'MediaTooLargeError'
}

/** The file is empty or of a kind its caller does not take; nothing of it is kept. */
export class MediaRejectedError extends Error {
  override readonly name = 'MediaRejectedError'
}

/** What is stored is not what was put: a part is missing, changed, or in the wrong place. */
export class MediaDamagedError extends Error {
  override readonly name = 'MediaDamagedError'
}
