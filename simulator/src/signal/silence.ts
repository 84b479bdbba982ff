// libsignal prints private ratchet keys through console, so console is muted before anything imports libsignal.
for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  console[method] = () => undefined
}
