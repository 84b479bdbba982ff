// Owns looking at a page as it is: what axe finds serious or critical there, and a picture when they are asked for.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { phone, wide } from './browser.ts'
import { screenshots } from './e2e.config.ts'

export interface Looks {
  /** Waits for a sign of the screen, then looks at it in light and in dark. */
  lookAt(page: Page, screen: string, sign: string | RegExp | Locator): Promise<void>
  /** Screens with a fault, each with what is wrong. */
  faults(): Readonly<Record<string, readonly string[]>>
}

export const looks = [
  { name: 'wide', viewport: wide },
  { name: 'phone', viewport: phone },
]

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A colour on its way to another one is neither. What is inherited may begin to move when its parent has come to rest. */
const colourAtRest = `new Promise((done) => {
  let calm = 0
  const look = () => {
    calm = document.getAnimations().some((one) => one instanceof CSSTransition) ? 0 : calm + 1
    if (calm < 3) requestAnimationFrame(look)
    else done()
  }
  look()
})`

/** What is serious or critical on the page as it is, by every rule or by those named. */
export async function faultsOf(
  page: Page,
  rules: { readonly runOnly?: readonly string[] } = {},
): Promise<string[]> {
  await page.evaluate(axe)
  const options = JSON.stringify({ resultTypes: ['violations'], ...rules })
  const found = await page.evaluate<Violation[]>(`axe.run(${options}).then((result) => result.violations)`)
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

/** In dark only colours differ: whatever else is wrong was found in light. */
const schemes = [
  ['light', {}],
  ['dark', { runOnly: ['color-contrast'] }],
] as const

/** `name` is of the size of the pages, such as `wide`. */
export function createLooks(name: string): Looks {
  const found: Record<string, string[]> = {}
  return {
    async lookAt(page, screen, sign) {
      const shown = typeof sign === 'string' || sign instanceof RegExp ? page.getByText(sign) : sign
      await shown.filter({ visible: true }).first().waitFor()
      for (const [scheme, rules] of schemes) {
        await page.emulateMedia({ colorScheme: scheme })
        await page.evaluate(colourAtRest)
        found[`${screen}, ${scheme}`] = await faultsOf(page, rules)
        if (screenshots)
          await page.screenshot({ path: path.join(screenshots, `${name} and ${scheme}, ${screen}.png`) })
      }
      await page.emulateMedia({ colorScheme: 'light' })
    },
    faults: () => Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0)),
  }
}
