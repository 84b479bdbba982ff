// Owns looking at a page as it is: what axe finds serious or critical there, and a picture when they are asked for.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { phone, wide } from './browser.ts'
import { screenshots } from './e2e.config.ts'

export interface Looks {
  /** Waits for a sign of the screen, then looks. */
  lookAt(page: Page, screen: string, sign: string | RegExp | Locator): Promise<void>
  /** Screens with a fault, each with what is wrong. */
  faults(): Readonly<Record<string, readonly string[]>>
}

export const looks = [
  { name: 'wide and light', viewport: wide, colorScheme: 'light' as const },
  { name: 'wide and dark', viewport: wide, colorScheme: 'dark' as const },
  { name: 'phone and light', viewport: phone, colorScheme: 'light' as const },
  { name: 'phone and dark', viewport: phone, colorScheme: 'dark' as const },
]

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate<Violation[]>(
    `axe.run({ resultTypes: ['violations'] }).then((result) => result.violations)`,
  )
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

/** `name` is of the way the pages look, such as `wide and light`. */
export function createLooks(name: string): Looks {
  const found: Record<string, string[]> = {}
  return {
    async lookAt(page, screen, sign) {
      const shown = typeof sign === 'string' || sign instanceof RegExp ? page.getByText(sign) : sign
      await shown.filter({ visible: true }).first().waitFor()
      found[screen] = await faultsOf(page)
      if (screenshots) await page.screenshot({ path: path.join(screenshots, `${name}, ${screen}.png`) })
    },
    faults: () => Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0)),
  }
}
