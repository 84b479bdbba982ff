// Owns the errors of the intake: every one of them means that the network must keep what it sent.

/** What came in could not be kept (database or log away, lease lost). The connection ends before anything is confirmed. */
export class IntakeFailedError extends Error {
  override readonly name = 'IntakeFailedError'
}

/** The message cannot be read; this is the network's matter (it will be asked for again), not a failure of ours. */
export class UndecryptableError extends Error {
  override readonly name = 'UndecryptableError'
}
