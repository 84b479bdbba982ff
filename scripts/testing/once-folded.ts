// Owns asking for what a read model shows soon: a crowded machine folds later than a service waits.

/** Asks again for 15 s while the read model is behind the sequence that was asked for. */
export async function onceFolded<Answer>(look: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + 15_000
  for (;;) {
    try {
      return await look()
    } catch (error) {
      const isBehind = error instanceof Error && 'code' in error && error.code === 'read_model_behind'
      if (!isBehind || Date.now() > deadline) throw error
    }
  }
}
