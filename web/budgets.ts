// Owns how heavy the app may be: the build fails when a budget is broken. Sizes are gzip bytes, one kB is 1000.
import { gzipSync } from 'node:zlib'
import type { Plugin, Rollup } from 'vite'
import { firstPageScripts } from './first-page.ts'

const budgets = { initialScript: 95_000, style: 12_000, font: 50_000, lazyScript: 65_000 }

type Bundle = Rollup.OutputBundle
const weight = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length

function sizes(bundle: Bundle): [what: string, bytes: number, budget: number][] {
  const initial = firstPageScripts(bundle)
  const rows: [string, number, number][] = []
  for (const [name, item] of Object.entries(bundle)) {
    if (item.type === 'asset' && name.endsWith('.css')) rows.push([name, weight(item.source), budgets.style])
    if (item.type === 'asset' && name.endsWith('.woff2')) rows.push([name, item.source.length, budgets.font])
    if (item.type !== 'chunk') continue
    if (!initial.has(name)) rows.push([name, weight(item.code), budgets.lazyScript])
  }
  const initialBytes = [...initial].reduce((sum, name) => {
    const chunk = bundle[name]
    return sum + (chunk?.type === 'chunk' ? weight(chunk.code) : 0)
  }, 0)
  return [['first page’s scripts', initialBytes, budgets.initialScript], ...rows]
}

/** Says what the first page weighs, and stops a build that is too heavy. */
export function keepBudgets(): Plugin {
  return {
    name: 'keep-budgets',
    apply: 'build',
    writeBundle(_options, bundle) {
      const measured = sizes(bundle)
      const over = measured.filter(([, bytes, budget]) => bytes > budget)
      for (const [what, bytes, budget] of over) {
        this.warn(`${what}: ${bytes} bytes gzip, the budget is ${budget}`)
      }
      if (over.length > 0)
        this.error('The app is heavier than its budgets; load less at once or find a lighter way.')
      this.info(`${measured[0]?.[0]}: ${measured[0]?.[1]} bytes gzip of ${measured[0]?.[2]}`)
    },
  }
}
