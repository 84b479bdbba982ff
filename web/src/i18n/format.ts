// Answers: how are times, days and phone numbers written for the reader? In the time zone the reader chose.
import { calendarDay, timeZone } from './zone.ts'
import { currentLocale, t } from './text.ts'

const tags = { id: 'id-ID', en: 'en-GB' } as const
const formats = new Map<string, Intl.DateTimeFormat>()

function formatted(iso: string, name: string, options: Intl.DateTimeFormatOptions): string {
  const zone = timeZone()
  const key = `${currentLocale()} ${zone ?? ''} ${name}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(tags[currentLocale()], zone ? { ...options, timeZone: zone } : options)
    formats.set(key, format)
  }
  return format.format(new Date(iso))
}

/** Whole days between the days of two moments; 0 is the same day. */
export function daysBetween(iso: string, now: Date): number {
  return calendarDay(now) - calendarDay(new Date(iso))
}

/** Hours and minutes, for example 07.39. */
export function clockTime(iso: string): string {
  return formatted(iso, 'clock', { hour: '2-digit', minute: '2-digit' })
}

/** Date and time in full, for tooltips and tables. */
export function dateAndTime(iso: string): string {
  return formatted(iso, 'full', { dateStyle: 'medium', timeStyle: 'short' })
}

/** The heading above a day's messages: today, yesterday, else the date. */
export function dayHeading(iso: string, now: Date): string {
  const days = daysBetween(iso, now)
  if (days === 0) return t('time.today')
  if (days === 1) return t('time.yesterday')
  return formatted(iso, 'day', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** A date in words: 23 November 2026. */
export function dayInWords(iso: string): string {
  return formatted(iso, 'date', { day: 'numeric', month: 'long', year: 'numeric' })
}

/** When a conversation last moved, as short as it can be said. */
export function listTime(iso: string, now: Date): string {
  const days = daysBetween(iso, now)
  if (days <= 0) return clockTime(iso)
  if (days === 1) return t('time.yesterday')
  if (days < 7) return formatted(iso, 'weekday', { weekday: 'short' })
  return formatted(iso, 'short', { day: 'numeric', month: 'numeric', year: '2-digit' })
}

/** A phone number as people write it: +62 812-3456-7890; what is no Indonesian mobile number in plain digits. */
export function phoneNumber(digits: string): string {
  const mobile = /^62(8\d{2})(\d{4})(\d{2,5})$/.exec(digits)
  return mobile ? `+62 ${mobile[1]}-${mobile[2]}-${mobile[3]}` : `+${digits}`
}

/** How long something has lasted, in one unit: minutes, hours or days; under a minute it is new. */
export function shortDuration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 1) return t('time.justNow')
  if (minutes < 60) return t('time.minutes', { n: minutes })
  if (minutes < 24 * 60) return t('time.hours', { n: Math.floor(minutes / 60) })
  return t('time.days', { n: Math.floor(minutes / (24 * 60)) })
}

/** A moment to come, as short as it can be said: the time today, tomorrow and the time, else day and time. */
export function momentAhead(iso: string, now: Date): string {
  const days = -daysBetween(iso, now)
  if (days === 0) return clockTime(iso)
  if (days === 1) return `${t('time.tomorrow')} ${clockTime(iso)}`
  return formatted(iso, 'ahead', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
}
