// Owns what happens when a deploy replaced the files of an open page: it loads anew, once a minute at most.
const storageKey = 'reloaded'
const patienceMs = 60_000

/**
 * Reloads when a part of the app can no longer be fetched; the address and drafts stay. Not without a network: nothing
 * is wrong with the page then, and a reload would leave none.
 */
export function reloadWhenStale(): void {
  addEventListener('vite:preloadError', (event) => {
    if (!navigator.onLine) return
    const last = Number(sessionStorage.getItem(storageKey) ?? 0)
    if (Date.now() - last < patienceMs) return
    sessionStorage.setItem(storageKey, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
}
