// Owns the errors of files that the network cannot or will not give; each is one of the contract's failures.

/** The network had it once and has thrown it away; our own phone may have it still. */
export class MediaExpiredError extends Error {
  override readonly name = 'MediaExpiredError'
}

/** The network does not let us have it. */
export class MediaGoneError extends Error {
  override readonly name = 'MediaGoneError'
}

/** What came is not what its sender said: cut, changed, or of another length. */
export class MediaDamagedError extends Error {
  override readonly name = 'MediaDamagedError'
}

/** A file of ours that cannot be sent: it is not in the store (any more), or the network does not take it. */
export class MediaUnavailableError extends Error {
  override readonly name = 'MediaUnavailableError'
}
