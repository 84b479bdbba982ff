// Owns keeping private things of an account on this browser: unsent replies and drafts, one entry each, gone at sign-out.

type Kind = 'reply' | 'draft'
const mine = /^(reply|draft) /

const keyOf = (kind: Kind, account: string, id: string) => `${kind} ${account} ${id}`

/** Keeps a value; a full or forbidden storage only means that it does not survive a reload. */
export function keepPrivate(kind: Kind, account: string, id: string, value: unknown): void {
  try {
    localStorage.setItem(keyOf(kind, account, id), JSON.stringify(value))
  } catch {
    return
  }
}

export function dropPrivate(kind: Kind, account: string, id: string): void {
  localStorage.removeItem(keyOf(kind, account, id))
}

/** A kept value as it was written; undefined when there is none or it cannot be read. */
export function readPrivate(kind: Kind, account: string, id: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(keyOf(kind, account, id)) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** All kept values of one kind. */
export function allPrivate(kind: Kind, account: string): unknown[] {
  const prefix = keyOf(kind, account, '')
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => readPrivate(kind, account, key.slice(prefix.length)))
    .filter((value) => value !== undefined)
}

/** Forgets everything kept here, or everything but one account's. */
export function forgetPrivate(but?: string): void {
  for (const key of Object.keys(localStorage)) {
    if (mine.test(key) && (but === undefined || key.split(' ')[1] !== but)) localStorage.removeItem(key)
  }
}
