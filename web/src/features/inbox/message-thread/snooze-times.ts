// Answers: until when can a conversation be snoozed with one press? Pure; in the reader's local time.

export type SnoozeKey = 'hour' | 'evening' | 'tomorrow' | 'monday'

/** Moments after `now`: in an hour, today at 18, tomorrow at 8, next Monday at 8; past ones left out. */
export function snoozeTimes(now: Date): { key: SnoozeKey; until: Date }[] {
  const at = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)
  const toMonday = (8 - now.getDay()) % 7 || 7
  const times: { key: SnoozeKey; until: Date }[] = [
    { key: 'hour', until: new Date(now.getTime() + 3_600_000) },
    { key: 'evening', until: at(0, 18) },
    { key: 'tomorrow', until: at(1, 8) },
    { key: 'monday', until: at(toMonday, 8) },
  ]
  return times.filter(({ until }) => until > now)
}

/** A moment as a `datetime-local` control writes it. */
export function localInput(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`
}
