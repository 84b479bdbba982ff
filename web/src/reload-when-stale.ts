// Owns what happens when a deploy replaced the files of an open page: it loads anew, once a minute at most.
const storageKey = 'reloaded'
const patienceMs = 60_000

/** Reloads when a part of the app can no longer be fetched; the address and drafts stay. */
export function reloadWhenStale(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(storageKey) ?? 0)
    if (Date.now() - last < patienceMs) return
    sessionStorage.setItem(storageKey, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
}
