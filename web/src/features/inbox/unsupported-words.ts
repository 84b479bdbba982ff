// Answers: what is a kind of message called that is not shown here, alone and with the words it holds?
import { currentLocale, hasText, t } from '../../i18n/text.ts'

/** A known name in the middle of a sentence, else "jenis lain". */
export function unsupportedWords(what: string): string {
  const key = `unsupported.${what.replaceAll(' ', '_')}`
  return hasText(key) ? t(key) : t('unsupported.anything')
}

/** In one line, for example "Polling: Warna apa? Merah Biru". */
export function unsupportedLine(what: string, words: string | null): string {
  const name = unsupportedWords(what)
  const line = name.charAt(0).toLocaleUpperCase(currentLocale()) + name.slice(1)
  return words ? `${line}: ${words}` : line
}
