// Answers: where does a person land after signing in?

/** The page they asked for when it is one of ours, else the inbox. Never another origin. */
export function pageAfterSignIn(next: unknown): string {
  if (typeof next !== 'string') return '/inbox/open'
  const staysHere = next.startsWith('/') && !next.startsWith('//') && !next.includes('\\')
  return staysHere && !next.startsWith('/sign-') ? next : '/inbox/open'
}
