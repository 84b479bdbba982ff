// Answers: which events does the house have? Read from the contracts, so that none can be forgotten.
import { readdir } from 'node:fs/promises'
import type { EventDefinition } from '@indoshopster/contracts/envelope'
import { inRepository } from '../infra/paths.mjs'

export interface DocumentedEvent extends EventDefinition {
  readonly emitted: string
  /** The contracts file that declares it. */
  readonly file: string
}

/** Every event of `contracts/<noun>/*.events.ts`, by type. */
export async function eventDefinitions(): Promise<DocumentedEvent[]> {
  const found = new Map<string, DocumentedEvent>()
  for (const entry of await readdir(inRepository('contracts'), { recursive: true })) {
    if (!entry.endsWith('.events.ts') || entry.includes('node_modules')) continue
    // A module's exports have no type known beforehand; each is checked below.
    const exported = (await import(inRepository('contracts', entry))) as Record<string, unknown>
    for (const value of Object.values(exported)) {
      if (isDefinition(value)) found.set(value.type, { ...value, file: `contracts/${entry}` })
    }
  }
  return [...found.values()].sort((a, b) => (a.type < b.type ? -1 : 1))
}

function isDefinition(value: unknown): value is EventDefinition & { emitted: string } {
  return (
    typeof value === 'object' && value !== null && 'emitted' in value && 'data' in value && 'type' in value
  )
}
