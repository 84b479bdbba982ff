// Owns how long the parts of this service wait; tests are less patient.
import { ACK_PATIENCE_MS } from './send/deliver.ts'

/** All in ms. */
export interface Patience {
  /** How long a number stays with a process that does not answer any more. */
  readonly leaseMs: number
  readonly renewEveryMs: number
  readonly ackPatienceMs: number
  readonly lookUpPatienceMs: number
  /** Longest silence of a connection that is not online yet. */
  readonly loginMs: number
  /** How long no process may have come before numbers move so that all hold the same. */
  readonly settleMs: number
  /** How long our phone has to answer an ask for a file. */
  readonly phoneAnswerMs: number
}

/** What production waits, by configuration. */
export const usualPatience = (config: {
  readonly leaseSeconds: number
  readonly settleSeconds: number
  readonly phoneAnswerSeconds: number
}): Patience => ({
  leaseMs: config.leaseSeconds * 1000,
  renewEveryMs: config.leaseSeconds * 250,
  ackPatienceMs: ACK_PATIENCE_MS,
  lookUpPatienceMs: 20_000,
  loginMs: 90_000,
  settleMs: config.settleSeconds * 1000,
  phoneAnswerMs: config.phoneAnswerSeconds * 1000,
})
