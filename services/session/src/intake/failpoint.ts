// Owns the names of the points where crash tests kill the process.

/** Inbound: after each step of the intake. Outbound: crypto state committed, and the stanza handed to the network. */
export const failpointNames = [
  'after_decrypt',
  'after_commit',
  'after_publish',
  'before_receipt',
  'before_wire',
  'after_wire',
] as const
type FailpointName = (typeof failpointNames)[number]

/** Awaited at each point; does nothing in production. */
export type Failpoints = (name: FailpointName) => void | Promise<void>
