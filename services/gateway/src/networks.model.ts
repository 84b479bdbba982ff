// Answers: on which networks can numbers be added here, and where is the simulator's page? Pure.

/** The networks of a configured list. */
export const networksOf = (list: string) =>
  list.split(',').map((name) => (name === 'simulator' ? name : 'whatsapp'))

/** The page's address; null where it is not known, or where no number can be added on the simulator's network. */
export const simulatorUrlOf = (networks: string, configured: string): string | null =>
  networksOf(networks).includes('simulator') ? configured.trim() || null : null
