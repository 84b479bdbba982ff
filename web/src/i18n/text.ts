// Owns the app's words: typed keys, the current language, and loading a language when it is chosen.
import { createI18n } from 'vue-i18n'
import type english from './en.json'

export const locales = ['id', 'en'] as const
export type Locale = (typeof locales)[number]

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]
/** Every key of the catalogue, for example `inbox.empty.title`. */
export type MessageKey = Leaves<typeof english>

const storageKey = 'locale'
const i18n = createI18n({
  legacy: false,
  locale: 'id',
  messages: {},
  missingWarn: false,
  fallbackWarn: false,
})

const catalogues: Record<Locale, () => Promise<{ default: typeof english }>> = {
  id: () => import('./id.json'),
  en: () => import('./en.json'),
}

function isLocale(value: unknown): value is Locale {
  return value === 'id' || value === 'en'
}

/** The language in use; reading it in a template or computed follows changes. */
export function currentLocale(): Locale {
  const locale: unknown = i18n.global.locale.value
  return isLocale(locale) ? locale : 'id'
}

/** The language chosen on this browser; Indonesian until one is chosen. */
export function storedLocale(): Locale {
  const stored = localStorage.getItem(storageKey)
  return isLocale(stored) ? stored : 'id'
}

/** Loads a language, shows the app in it and remembers the choice. */
export async function chooseLocale(locale: Locale): Promise<void> {
  const catalogue = await catalogues[locale]()
  i18n.global.setLocaleMessage<typeof english>(locale, catalogue.default)
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
  localStorage.setItem(storageKey, locale)
}

/** The words of a key; `{name}` in them is taken from `values`. */
export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  return i18n.global.t(key, values)
}

/** The words of a key that differ by count: `one | many` in the catalogue, `{n}` is the count. */
export function tCount(key: MessageKey, count: number): string {
  return i18n.global.t(key, { n: count }, count)
}

/** Whether the catalogue has a key that was put together at run time. */
export function hasText(key: string): key is MessageKey {
  return i18n.global.te(key)
}
