// Owns the time zone of a person: what days and hours mean in filters and wherever a time is written. Kept on this browser.
import { computed, ref } from 'vue'

/** Indonesia's zones have no summer time: their distance to UTC is all there is to know. */
export const zones = { WIB: 7, WITA: 8, WIT: 9 } as const
export type Zone = keyof typeof zones
export const zoneNames = Object.keys(zones) as Zone[] // the record has exactly the zones as keys

/** `browser`: whatever zone the browser is in, also outside Indonesia. */
export type ZoneChoice = Zone | 'browser'
export const zoneChoices: readonly ZoneChoice[] = ['browser', ...zoneNames]

const storageKey = 'zone'
const places = { WIB: 'Asia/Jakarta', WITA: 'Asia/Makassar', WIT: 'Asia/Jayapura' } as const satisfies Record<
  Zone,
  string
>

/** The zone of a browser; WIB where the browser is elsewhere. */
export function zoneOfOffset(minutesBehindUtc: number): Zone {
  return zoneNames.find((zone) => zones[zone] * 60 === -minutesBehindUtc) ?? 'WIB'
}

/** What was chosen. */
export const zoneChoice = ref<ZoneChoice>(
  zoneNames.find((zone) => zone === localStorage.getItem(storageKey)) ?? 'browser',
)

/** The zone whose days a filter means. */
export const zone = computed<Zone>(() =>
  zoneChoice.value === 'browser' ? zoneOfOffset(new Date().getTimezoneOffset()) : zoneChoice.value,
)

/** The zone's name for writing times; undefined: the browser's own. */
export const timeZone = (): string | undefined =>
  zoneChoice.value === 'browser' ? undefined : places[zoneChoice.value]

/** The day of a moment in the zone, as a number that grows by one from day to day. */
export function calendarDay(time: Date): number {
  const chosen = zoneChoice.value
  if (chosen !== 'browser') return Math.floor((time.getTime() + zones[chosen] * 3_600_000) / 86_400_000)
  return Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / 86_400_000
}

/** Means another zone from now on, and remembers it. */
export function chooseZone(chosen: ZoneChoice): void {
  zoneChoice.value = chosen
  localStorage.setItem(storageKey, chosen)
}
