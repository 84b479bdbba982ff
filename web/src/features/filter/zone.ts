// Owns the time zone whose days the filter means; chosen on this browser, else the browser's own.
import { ref } from 'vue'
import { type Zone, zoneNames, zoneOfOffset } from './time-ranges.ts'

const storageKey = 'zone'
const stored = zoneNames.find((zone) => zone === localStorage.getItem(storageKey))

/** The zone in use. */
export const zone = ref<Zone>(stored ?? zoneOfOffset(new Date().getTimezoneOffset()))

/** Means days of another zone from now on, and remembers it. */
export function chooseZone(chosen: Zone): void {
  zone.value = chosen
  localStorage.setItem(storageKey, chosen)
}
