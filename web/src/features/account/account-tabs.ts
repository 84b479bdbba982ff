// Owns that all tabs of a browser belong to one account: the cookie is shared, so a tab of another account would mix data.
type Note = { account: string | null }

/** Tells other tabs who is signed in now, and runs `changed` when another tab says it is somebody else. */
export function watchOtherTabs(
  own: () => string | null,
  changed: () => void,
): (account: string | null) => void {
  const channel = new BroadcastChannel('account')
  channel.onmessage = (event: MessageEvent<Note>) => {
    if (own() !== null && event.data.account !== own()) changed()
  }
  return (account) => channel.postMessage({ account } satisfies Note)
}
