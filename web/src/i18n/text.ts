// Owns the app's words: typed keys, the current language, and loading a language when it is chosen.
// No i18n library: gaps and plurals are all the two catalogues need, and the smallest one weighs 15 kB.
import { shallowRef } from 'vue'
import type english from './en.json'
import type englishPages from './en.pages.json'

export const locales = ['id', 'en'] as const
export type Locale = (typeof locales)[number]

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]
/** Every key of the catalogue, for example `inbox.empty.title`. */
export type MessageKey = Leaves<typeof english> | Leaves<typeof englishPages>
/** Keys that have words for one and for other counts. */
export type CountKey = Extract<MessageKey, `${string}.one`> extends `${infer Key}.one` ? Key : never

interface Language {
  locale: Locale
  words: ReadonlyMap<string, string>
  plurals: Intl.PluralRules
}

const storageKey = 'locale'
const language = shallowRef<Language>({ locale: 'id', words: new Map(), plurals: new Intl.PluralRules('id') })

/** What the first page says is small and loaded first; the words of everything else follow at once. */
const firstWords: Record<Locale, () => Promise<{ default: object }>> = {
  id: () => import('./id.json'),
  en: () => import('./en.json'),
}
const otherWords: Record<Locale, () => Promise<{ default: object }>> = {
  id: () => import('./id.pages.json'),
  en: () => import('./en.pages.json'),
}
let rest: Promise<void> = Promise.resolve()

function flat(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? flat(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)] satisfies [string, string]],
  )
}

function show(locale: Locale, words: ReadonlyMap<string, string>): void {
  language.value = { locale, words, plurals: new Intl.PluralRules(locale) }
  document.documentElement.lang = locale
}

/** The language in use; reading it in a template or computed follows changes. */
export const currentLocale = (): Locale => language.value.locale

/** The language chosen on this browser; Indonesian until one is chosen. */
export const storedLocale = (): Locale => (localStorage.getItem(storageKey) === 'en' ? 'en' : 'id')

/** Loads the first page's words, shows the app in them, and begins to load the others; see `allWords`. */
export async function beginLocale(locale: Locale): Promise<void> {
  const first = flat((await firstWords[locale]()).default)
  show(locale, new Map(first))
  rest = otherWords[locale]().then((other) => show(locale, new Map([...first, ...flat(other.default)])))
  rest.catch(() => {}) // told to who waits for the words
}

/** Resolves when the words of every page are here; what is loaded lazily waits for it. */
export const allWords = (): Promise<void> => rest

/** Loads a language, shows the app in it and remembers the choice. */
export async function chooseLocale(locale: Locale): Promise<void> {
  const [first, other] = await Promise.all([firstWords[locale](), otherWords[locale]()])
  show(locale, new Map([...flat(first.default), ...flat(other.default)]))
  localStorage.setItem(storageKey, locale)
}

/** The words of a key; `{name}` in them is taken from `values`. */
export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  const words = language.value.words.get(key) ?? key
  return words.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap))
}

/** The words of a key for a count, which stands in them as `{n}`; other gaps are taken from `values`. */
export function tCount(key: CountKey, n: number, values: Record<string, string> = {}): string {
  return t(`${key}.${language.value.plurals.select(n) === 'one' ? 'one' : 'other'}`, { ...values, n })
}

/** Whether the catalogue has a key that was put together at run time. */
export function hasText(key: string): key is MessageKey {
  return language.value.words.has(key)
}
