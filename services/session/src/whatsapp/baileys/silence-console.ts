// Owns keeping libsignal quiet: it prints private keys through `console` whatever logger Baileys was given.

/** Imported before Baileys. Services log by pino, so nothing of ours is lost. */
for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'] as const) {
  console[method] = () => {}
}
