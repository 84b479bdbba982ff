// Answers, in one pass and before any parser sees the text: are its size, nesting and tags ones we know?
import { type FaultCode, faultAt, type TemplateFault } from './template-fault.ts'
import {
  isReservedName,
  MAX_FAULTS,
  MAX_NESTING,
  MAX_TEMPLATE_LENGTH,
  namePattern,
} from './template-limits.ts'

interface OpenBlock {
  readonly word: string
  readonly index: number
  hasElse: boolean
}

// eslint-disable-next-line no-control-regex -- these characters are what it looks for
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/**
 * Faults that make parsing pointless or dangerous; empty when the text may be parsed. Each tag is matched whole
 * against what the language has, so nothing inside a tag (quotes, brackets, braces) can hide a block from the count.
 */
export function scanTags(body: string): TemplateFault[] {
  if (body.length > MAX_TEMPLATE_LENGTH) return [faultAt(body, MAX_TEMPLATE_LENGTH, 'template_too_long')]
  const control = controlCharacter.exec(body)
  if (control) return [faultAt(body, control.index, 'template_control_character')]

  const faults: TemplateFault[] = []
  const open: OpenBlock[] = []
  const add = (code: FaultCode, index: number) => faults.push(faultAt(body, index, code))
  let position = 0
  for (;;) {
    const start = body.indexOf('{{', position)
    if (start === -1 || faults.length >= MAX_FAULTS) break
    const end = tagEnd(body, start)
    if (end === null) {
      add('template_tag_unclosed', start)
      break
    }
    position = end
    if (body[start - 1] === '\\') add('template_escape', start - 1)
    else {
      const inside = body.slice(start + 2, end - 2)
      const code =
        body[end] === '}' && inside[0] !== '!' ? 'template_raw_output' : judgeTag(inside, start, open)
      if (code) add(code, start)
      if (code === 'template_too_deep') break
    }
  }
  // What follows from an earlier fault is not told: the first one has to be mended anyway.
  if (faults.length === 0) for (const block of open) add('template_block_unclosed', block.index)
  return faults
}

/** Index after the tag that begins at `start`; null when it never ends. */
function tagEnd(body: string, start: number): number | null {
  const close = body.startsWith('{{!--', start) ? '--}}' : '}}'
  const found = body.indexOf(close, start + (close === '--}}' ? 3 : 2))
  if (found === -1) return null
  const end = found + close.length
  if (body.startsWith('{{!', start)) return end
  const nested = body.indexOf('{{', start + 2)
  // `{{{` is told as such; any other `{{` before the end means the first one was left open.
  if (nested !== -1 && nested < found && body[start + 2] !== '{') return null
  return body[start + 2] === '{' && body[end] === '}' ? end + 1 : end
}

/** Judges the inside of one tag and keeps count of open blocks. */
function judgeTag(inside: string, index: number, open: OpenBlock[]): FaultCode | null {
  if (inside.startsWith('!')) return null
  if (inside.startsWith('{') || inside.startsWith('&')) return 'template_raw_output'
  if (inside.startsWith('>') || inside.startsWith('#>')) return 'template_partial'
  if (inside.startsWith('*') || inside.startsWith('#*')) return 'template_decorator'
  if (inside.startsWith('~') || inside.endsWith('~')) return 'template_strip'
  if (inside.startsWith('#')) return openBlock(inside.slice(1).trim(), index, open)
  if (inside.startsWith('/')) return closeBlock(inside.slice(1).trim(), open)
  const words = inside.trim()
  if (words === 'else') return elseOf(open)
  if (words.startsWith('else ') || words.startsWith('^')) return 'template_else_misplaced'
  return judgeName(words)
}

function openBlock(words: string, index: number, open: OpenBlock[]): FaultCode | null {
  const [word = '', name, ...rest] = words.split(/\s+/)
  if (word !== 'if' && word !== 'unless') return 'template_block_unknown'
  open.push({ word, index, hasElse: false })
  if (open.length > MAX_NESTING) return 'template_too_deep'
  if (name === undefined || rest.length > 0) return 'template_block_name'
  return judgeName(name)
}

function closeBlock(word: string, open: OpenBlock[]): FaultCode | null {
  if (open.at(-1)?.word !== word) return 'template_close_misplaced'
  open.pop()
  return null
}

function elseOf(open: OpenBlock[]): FaultCode | null {
  const block = open.at(-1)
  if (!block || block.hasElse) return 'template_else_misplaced'
  block.hasElse = true
  return null
}

function judgeName(name: string): FaultCode | null {
  if (!namePattern.test(name)) return 'template_variable_name_invalid'
  return isReservedName(name) ? 'template_variable_name_reserved' : null
}
