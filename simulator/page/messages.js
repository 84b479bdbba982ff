// Keeps the list of messages on the screen: only what changed is drawn anew, so that a playing video goes on.
import { bubble, decorate } from './bubble.js'

const drawn = new Map()

/** The bubble of a message, drawn as little as possible. */
const bubbleOf = (message, options) => {
  const { status, reactions, ...lasting } = message
  const content = JSON.stringify([options.phone, lasting])
  const all = JSON.stringify([content, status, reactions])
  const known = drawn.get(message.id)
  if (known?.all === all) return known.element
  const isSame = known?.content === content
  if (isSame) decorate(known.element, message, options)
  const element = isSame ? known.element : bubble(message, options)
  drawn.set(message.id, { content, all, element })
  return element
}

/** `options` is what `bubble` wants, with `actionsOf(message)` instead of `actions`. */
export const drawMessages = (list, messages, { actionsOf, ...options }) => {
  const wanted = messages.map((message) => bubbleOf(message, { ...options, actions: actionsOf(message) }))
  for (const child of list.querySelectorAll(':scope > li')) if (!wanted.includes(child)) child.remove()
  wanted.forEach((element, index) => {
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null)
  })
}
