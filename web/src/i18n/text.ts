// Owns the app's words: typed keys, the current language, and loading a language when it is chosen.
// No i18n library: gaps and plurals are all the two catalogues need, and the smallest one weighs 15 kB.
import { shallowRef } from 'vue'
import type english from './en.json'

export const locales = ['id', 'en'] as const
export type Locale = (typeof locales)[number]

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]
/** Every key of the catalogue, for example `inbox.empty.title`. */
export type MessageKey = Leaves<typeof english>
/** Keys that have words for one and for other counts. */
export type CountKey = Extract<MessageKey, `${string}.other`> extends `${infer Key}.other` ? Key : never

interface Language {
  locale: Locale
  words: ReadonlyMap<string, string>
  plurals: Intl.PluralRules
}

const storageKey = 'locale'
const language = shallowRef<Language>({ locale: 'id', words: new Map(), plurals: new Intl.PluralRules('id') })

const catalogues: Record<Locale, () => Promise<{ default: typeof english }>> = {
  id: () => import('./id.json'),
  en: () => import('./en.json'),
}

function flat(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? flat(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)] satisfies [string, string]],
  )
}

/** The language in use; reading it in a template or computed follows changes. */
export const currentLocale = (): Locale => language.value.locale

/** The language chosen on this browser; Indonesian until one is chosen. */
export const storedLocale = (): Locale => (localStorage.getItem(storageKey) === 'en' ? 'en' : 'id')

/** Loads a language, shows the app in it and remembers the choice. */
export async function chooseLocale(locale: Locale): Promise<void> {
  const catalogue = await catalogues[locale]()
  const words = new Map(flat(catalogue.default))
  language.value = { locale, words, plurals: new Intl.PluralRules(locale) }
  document.documentElement.lang = locale
  localStorage.setItem(storageKey, locale)
}

/** The words of a key; `{name}` in them is taken from `values`. */
export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  const words = language.value.words.get(key) ?? key
  return words.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap))
}

/** The words of a key for a count, which stands in them as `{n}`. */
export function tCount(key: CountKey, n: number): string {
  return t(`${key}.${language.value.plurals.select(n) === 'one' ? 'one' : 'other'}`, { n })
}

/** Whether the catalogue has a key that was put together at run time. */
export function hasText(key: string): key is MessageKey {
  return language.value.words.has(key)
}
