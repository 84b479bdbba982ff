// Owns the shape of a decider: commands in, events out, state by folding. Pure.

/** Rules of one entity. `Event` is what decide returns, `Recorded` what evolve folds. */
export interface Decider<Command, Event, Recorded, State> {
  readonly initial: State
  /** Returns the events the command causes; an empty list when nothing has to change. Throws `Refusal`. */
  decide(command: Command, state: State): readonly Event[]
  evolve(state: State, event: Recorded): State
}

/** A command the rules forbid. `code` is in the service's catalogue; `detail` says what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>

  constructor(code: string, detail: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(detail)
    this.code = code
    this.facts = facts
  }
}

/** Folds a history into the state a decider starts from. */
export function stateOf<Command, Event, Recorded, State>(
  decider: Decider<Command, Event, Recorded, State>,
  history: readonly Recorded[],
): State {
  return history.reduce((state, event) => decider.evolve(state, event), decider.initial)
}
