// Owns giving the focus back when what was opened over the page closes: to where it was before, else to what opened it.

/** What had the focus before a popup, nearest first: a dialog may have been opened by a menu that is gone by then. */
const origins = new WeakMap<Element, readonly HTMLElement[]>()

function chainFrom(at: Element | null): readonly HTMLElement[] {
  if (!(at instanceof HTMLElement) || at === document.body) return []
  const popup = at.closest('[role="menu"], [role="dialog"]')
  return [at, ...((popup && origins.get(popup)) ?? [])]
}
/** A press elsewhere, or what was chosen, may have put the focus where it belongs. */
const isFree = ({ target }: Event): boolean => {
  const at = document.activeElement
  return at === null || at === document.body || (target instanceof Node && target.contains(at))
}

/** For `open-auto-focus` and `close-auto-focus` of a popup's content; `otherwise` is used when nothing had the focus. */
export function useFocusReturn(otherwise: () => HTMLElement | null | undefined = () => null) {
  let before: readonly HTMLElement[] = []
  return {
    /** Before the popup takes the focus. */
    opened(event?: Event): void {
      before = chainFrom(document.activeElement)
      if (event?.target instanceof Element) origins.set(event.target, before)
    },
    /** While the popup still stands, so that no letter falls between. */
    closed(event: Event): void {
      event.preventDefault()
      if (isFree(event)) (before.find((one) => one.isConnected) ?? otherwise())?.focus()
    },
  }
}
