// Owns giving the focus back when what was opened over the page closes: to where it was before, else to what opened it.

/** What had the focus before a popup, nearest first: a dialog may have been opened by a menu that is gone by then. */
const origins = new WeakMap<Element, readonly HTMLElement[]>()

function chainFrom(at: Element | null): readonly HTMLElement[] {
  if (!(at instanceof HTMLElement) || at === document.body) return []
  const popup = at.closest('[role="menu"], [role="dialog"]')
  return [at, ...((popup && origins.get(popup)) ?? [])]
}
const isLost = () => document.activeElement === null || document.activeElement === document.body

/** For `open-auto-focus` and `close-auto-focus` of a popup's content; `otherwise` is used when nothing had the focus. */
export function useFocusReturn(otherwise: () => HTMLElement | null | undefined = () => null) {
  let before: readonly HTMLElement[] = []
  return {
    opened(event: Event): void {
      before = chainFrom(document.activeElement)
      if (event.target instanceof Element) origins.set(event.target, before)
    },
    /** Once the popup is gone: a press elsewhere, or what was chosen, may have put the focus where it belongs. */
    closed(event: Event): void {
      event.preventDefault()
      setTimeout(() => {
        if (isLost()) (before.find((one) => one.isConnected) ?? otherwise())?.focus()
      })
    },
  }
}
