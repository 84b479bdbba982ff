// Proves that everything the first page says is in the catalogue that is loaded first, and nothing else is.
import { describe, expect, it } from 'vitest'
import first from './id.json'
import pages from './id.pages.json'

const globbed = import.meta.glob<string>('../**/*.{vue,ts}', {
  query: '?raw',
  import: 'default',
  eager: true,
})
/** By the way from here up and down again, also for what is beside this file. */
const sources = Object.fromEntries(
  Object.entries(globbed).map(([path, source]) => [path.replace(/^\.\//, '../i18n/'), source]),
)
const roots = [
  '../main.ts',
  '../App.vue',
  '../features/shell/ShellPage.vue',
  '../features/inbox/InboxPage.vue',
]
/** Said when it is there, with words that fit everything until then. */
const optional = ['problem.']

const leaves = (tree: object, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? leaves(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  )
const firstKeys = leaves(first)
const allKeys = [...firstKeys, ...leaves(pages)]

/** The files that are loaded with the first page: what is imported by name, not when it is needed. */
function loaded(path: string, found = new Set<string>()): Set<string> {
  const source = sources[path]
  if (found.has(path) || source === undefined) return found
  found.add(path)
  for (const [, what, target] of source.matchAll(/^import ([^;']*?)from '(\.[^']+)'/gms)) {
    if (!what?.startsWith('type ') && target) loaded(join(path, target), found)
  }
  return found
}
function join(from: string, target: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** Every key a file names, whole or by its beginning. */
function said(source: string): string[] {
  const whole = new Set([...source.matchAll(/'([a-z][\w-]*(?:\.[\w-]+)+)'/gi)].map((match) => match[1] ?? ''))
  const beginnings = [...source.matchAll(/`([a-z]\w*\.[\w.]*)\$\{/gi)].map((match) => match[1] ?? '')
  const wanted = beginnings.filter((beginning) => !optional.includes(beginning))
  return allKeys.filter(
    (key) =>
      whole.has(key) ||
      whole.has(key.replace(/\.(one|other)$/, '')) ||
      wanted.some((beginning) => key.startsWith(beginning)),
  )
}

const files = new Set(roots.flatMap((root) => [...loaded(root)]))
const wanted = new Set([...files].flatMap((file) => said(sources[file] ?? '')))

describe('words of the first page', () => {
  it('are known for every file of it', () => {
    expect(files.size).toBeGreaterThan(40)
  })

  it('are all in the catalogue that is loaded first', () => {
    const needed = [...wanted].filter((key) => !optional.some((beginning) => key.startsWith(beginning)))
    expect(needed.filter((key) => !firstKeys.includes(key))).toEqual([])
  })

  it('are all there is in it', () => {
    expect(firstKeys.filter((key) => !wanted.has(key))).toEqual([])
  })
})
