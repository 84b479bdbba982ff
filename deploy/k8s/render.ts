// Answers: what would Kubernetes be given? Renders an overlay with the kustomize inside kubectl.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { parseAllDocuments } from 'yaml'

/** One rendered object; validated by schema and type in the tests. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

/** Renders `overlays/<name>`. Throws with kubectl's own words. */
export function render(kubectl: string, overlay: string): Manifest[] {
  const folder = path.join(import.meta.dirname, 'overlays', overlay)
  const run = spawnSync(kubectl, ['kustomize', folder], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 })
  if (run.status !== 0) throw new Error(`kubectl kustomize ${overlay} failed: ${run.stderr}`)
  // Every document of a rendered overlay is an object with these fields, or the tests below say so.
  return parseAllDocuments(run.stdout).map((document) => document.toJS() as Manifest)
}
