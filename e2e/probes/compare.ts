// Owns holding what one workspace is told of another's ids against what it is told of ids that nobody has.
import { expect } from 'vitest'
import { tell, unknownLike, type Probe, type Told } from './probe.ts'
import type { Tenant } from './tenant.ts'

export interface Comparing {
  /** Asks as ours. What comes back holds no word and no id of theirs that was not in the question, and no 5xx. */
  ask(probe: Probe, id: string, headers?: Tenant['headers']): Promise<Told>
  /** Whatever is theirs is told as what nobody has. */
  sameAsUnknown(probe: Probe, ids?: readonly string[]): Promise<void>
  /** Probes so far with an id of theirs whose answer was held against another. */
  readonly foreign: number
}

export const idsOf = (tenant: Tenant): string[] => Object.values(tenant.ids)

/** What stands in no answer by chance. */
export const telling = (tenant: Tenant) => [tenant.canary, ...idsOf(tenant).filter((id) => id.length > 6)]

const isUpper = (id: string) => id !== id.toLowerCase() && id === id.toUpperCase()

/** Of two workspaces in one house. */
export function createComparing(origin: string, ours: Tenant, theirs: Tenant): Comparing {
  let foreign = 0
  const secrets = telling(theirs)

  const ask: Comparing['ask'] = async (probe, id, headers = ours.headers) => {
    const told = await tell(origin, headers, probe, id)
    const asked = JSON.stringify([probe.path(id), probe.body?.(id)]).toLowerCase()
    const leaked = secrets.filter((one) => told.whole.includes(one) && !asked.includes(one.toLowerCase()))
    expect(leaked, `${probe.method} ${probe.path(id)} tells of theirs`).toEqual([])
    expect(told.status, `${probe.method} ${probe.path(id)}`).toBeLessThan(500)
    return told
  }

  return {
    ask,
    async sameAsUnknown(probe, ids = idsOf(theirs)) {
      const unknown = new Map<string, Told>()
      for (const id of ids) {
        // One id that nobody has for all of the same form.
        const form = `${id.length} ${/^\d+$/.test(id)} ${isUpper(id)}`
        const like = isUpper(id) ? unknownLike(id).toUpperCase() : unknownLike(id)
        const { status, text } = unknown.get(form) ?? (await ask(probe, like))
        unknown.set(form, { status, text, whole: text })
        const told = await ask(probe, id)
        foreign++
        expect(
          { status: told.status, text: told.text },
          `${probe.method} ${probe.path(id)} with an id of theirs`,
        ).toEqual({ status, text })
      }
    },
    get foreign() {
      return foreign
    },
  }
}
