// Owns going to a conversation in order to write there: the cursor is in its text once it is open.
import { nextTick } from 'vue'
import type { RouteLocationRaw, Router } from 'vue-router'
import { runThreadCommand } from './thread-commands.ts'

/** The conversation that is on its way to the screen. */
let wanted: string | null = null

/** For a conversation that is opening: whether somebody came to write. Asked once. */
export function isToBeWritten(conversationId: string): boolean {
  const is = wanted === conversationId
  if (is) wanted = null
  return is
}

/** Goes there; one that is open already is not opened anew. */
export async function goAndWrite(
  router: Pick<Router, 'push'>,
  to: RouteLocationRaw,
  conversationId: string,
): Promise<void> {
  wanted = conversationId
  await router.push(to)
  await nextTick()
  if (wanted === conversationId && runThreadCommand('reply')) wanted = null
}
