// Answers: what does WhatsApp's markup in a text mean? Pure, linear in the text's length, never makes HTML.

export type TextPart =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; parts: TextPart[] }
  | { kind: 'mono'; text: string }
  | { kind: 'link'; href: string; text: string }

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const
type Mark = keyof typeof marks
const fence = '```'
/** Beyond this many characters a text is shown plain: nobody formats that much by hand. */
const mostFormatted = 8_192

const isMark = (char: string | undefined): char is Mark => char === '*' || char === '_' || char === '~'
const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char)
const isSpace = (char: string | undefined) => char === undefined || /\s/.test(char)

/** Splits a text into its parts; a mark without a partner on its line is plain text. */
export function formatWhatsAppText(text: string): TextPart[] {
  const formatted = text.slice(0, mostFormatted)
  const parts = readParts(formatted, [])
  if (text.length > mostFormatted) addText(parts, text.slice(mostFormatted))
  return parts
}

/** The text without marks, on one line, for previews. */
export function plainWhatsAppText(text: string): string {
  const flat = (parts: TextPart[]): string =>
    parts.map((part) => ('parts' in part ? flat(part.parts) : part.text)).join('')
  return flat(formatWhatsAppText(text.slice(0, 400)))
    .replace(/\s+/g, ' ')
    .trim()
}

function addText(parts: TextPart[], text: string): void {
  const last = parts[parts.length - 1]
  if (last?.kind === 'text') last.text += text
  else if (text !== '') parts.push({ kind: 'text', text })
}

/** `open` are the marks around this text: the same mark is not nested in itself, so depth is at most three. */
function readParts(text: string, open: readonly Mark[]): TextPart[] {
  const parts: TextPart[] = []
  /** Per mark: up to where it is known that no partner follows. Keeps the whole scan linear. */
  const barren = new Map<string, number>()
  let at = 0
  while (at < text.length) {
    const part =
      readFence(text, at, barren) ??
      readCode(text, at, barren) ??
      readMark(text, at, open, barren) ??
      readLink(text, at, barren)
    if (part) parts.push(part.part)
    else addText(parts, text[at] ?? '')
    at = part ? part.end : at + 1
  }
  return parts
}

interface Read {
  part: TextPart
  end: number
}

function readFence(text: string, at: number, barren: Map<string, number>): Read | null {
  if (text[at] !== '`' || !text.startsWith(fence, at) || barren.has(fence)) return null
  const close = text.indexOf(fence, at + fence.length)
  if (close === -1) barren.set(fence, text.length)
  if (close === -1 || close === at + fence.length) return null
  return { part: { kind: 'mono', text: text.slice(at + fence.length, close) }, end: close + fence.length }
}

/** Between single backticks on one line. */
function readCode(text: string, at: number, barren: Map<string, number>): Read | null {
  if (text[at] !== '`' || text[at - 1] === '`' || at < (barren.get('`') ?? 0)) return null
  const lineEnd = text.indexOf('\n', at)
  const close = text.indexOf('`', at + 1)
  if (close === -1 || (lineEnd !== -1 && close > lineEnd)) {
    barren.set('`', lineEnd === -1 ? text.length : lineEnd)
    return null
  }
  if (close === at + 1) return null
  return { part: { kind: 'mono', text: text.slice(at + 1, close) }, end: close + 1 }
}

function readMark(text: string, at: number, open: readonly Mark[], barren: Map<string, number>): Read | null {
  const mark = text[at]
  if (!isMark(mark) || open.includes(mark) || at < (barren.get(mark) ?? 0)) return null
  if (isWord(text[at - 1]) || isSpace(text[at + 1]) || text[at + 1] === mark) return null
  for (let end = at + 2; ; end++) {
    const char = text[end]
    if (char === undefined || char === '\n') {
      barren.set(mark, end)
      return null
    }
    if (char !== mark || isSpace(text[end - 1]) || isWord(text[end + 1])) continue
    return {
      part: { kind: marks[mark], parts: readParts(text.slice(at + 1, end), [...open, mark]) },
      end: end + 1,
    }
  }
}

function readLink(text: string, at: number, barren: Map<string, number>): Read | null {
  if (text[at] !== 'h' || isWord(text[at - 1]) || at < (barren.get('http') ?? 0)) return null
  if (!text.startsWith('https://', at) && !text.startsWith('http://', at)) return null
  let end = at
  while (end < text.length && !isSpace(text[end]) && !'<>"'.includes(text[end] ?? '')) end++
  while (end > at && ".,!?;:)'*_~`".includes(text[end - 1] ?? '')) end--
  const shown = text.slice(at, end)
  if (!URL.canParse(shown)) {
    barren.set('http', end)
    return null
  }
  return { part: { kind: 'link', href: shown, text: shown }, end }
}
