// Answers: how are times, days and phone numbers written for the reader? In the browser's time zone.
import { currentLocale, t } from './text.ts'

const dayMs = 86_400_000
const tags = { id: 'id-ID', en: 'en-GB' } as const
const formats = new Map<string, Intl.DateTimeFormat>()

function formatted(iso: string, name: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${currentLocale()} ${name}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(tags[currentLocale()], options)
    formats.set(key, format)
  }
  return format.format(new Date(iso))
}

function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime()
}

/** Whole days between the local days of two moments; 0 is the same day. */
export function daysBetween(iso: string, now: Date): number {
  return Math.round((startOfDay(now) - startOfDay(new Date(iso))) / dayMs)
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
