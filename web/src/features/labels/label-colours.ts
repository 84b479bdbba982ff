// Owns the colours a label may have and the classes that show each readably in light and dark.
import type { LabelColour } from '@indoshopster/contracts/inbox/label.events'

const chips: Record<LabelColour, string> = {
  blue: 'bg-(--c-label-blue) text-(--c-label-blue-ink)',
  teal: 'bg-(--c-label-teal) text-(--c-label-teal-ink)',
  green: 'bg-(--c-label-green) text-(--c-label-green-ink)',
  yellow: 'bg-(--c-label-yellow) text-(--c-label-yellow-ink)',
  orange: 'bg-(--c-label-orange) text-(--c-label-orange-ink)',
  red: 'bg-(--c-label-red) text-(--c-label-red-ink)',
  pink: 'bg-(--c-label-pink) text-(--c-label-pink-ink)',
  purple: 'bg-(--c-label-purple) text-(--c-label-purple-ink)',
  brown: 'bg-(--c-label-brown) text-(--c-label-brown-ink)',
  grey: 'bg-(--c-label-grey) text-(--c-label-grey-ink)',
}

/** All colours, in the order they are offered. */
export const labelColours = Object.keys(chips) as LabelColour[] // the record has exactly the colours as keys

/** Background and ink of a label. */
export const labelClasses = (colour: LabelColour): string => chips[colour]
