// Proves that a page whose files a deploy replaced loads anew, and one that has no network stays.
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { reloadWhenStale } from './reload-when-stale.ts'

const reload = vi.fn()
const fails = () => {
  const event = new Event('vite:preloadError', { cancelable: true })
  dispatchEvent(event)
  return event
}

beforeAll(() => reloadWhenStale())
beforeEach(() => {
  sessionStorage.clear()
  reload.mockClear()
  vi.stubGlobal('location', { reload })
})
afterEach(() => void vi.unstubAllGlobals())

describe('a part of the app that cannot be fetched', () => {
  it('loads the page anew, once a minute at most', () => {
    expect(fails().defaultPrevented).toBe(true)
    expect(fails().defaultPrevented).toBe(false)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('leaves a page without a network as it is', () => {
    vi.stubGlobal('navigator', { onLine: false })
    expect(fails().defaultPrevented).toBe(false)
    expect(reload).not.toHaveBeenCalled()
  })
})
