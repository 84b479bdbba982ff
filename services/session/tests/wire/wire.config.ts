// Owns what the tests of the wire side take from the environment.

/** Handed to child processes. */
export const environment = process.env
/** `WIRE_LOG=debug` shows what the adapter logs. */
export const logLevel = environment['WIRE_LOG'] ?? 'silent'
/** `WIRE_KILLS=112` makes the kill table long; a few per point by default. */
export const killsPerPoint = Number(environment['WIRE_KILLS'] ?? 1)
