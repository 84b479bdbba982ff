// Do the imports of the house stay inside the fences of .dependency-cruiser.cjs?
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cruise } from 'dependency-cruiser'
import { repositoryRoot } from '../infra/paths.mjs'
import { sourceFiles } from './source-files.mjs'

/**
 * Cruises every source file under `root`. Returns `{ files, complaints }`: one sentence for each import that
 * crosses a fence, and for each file that was not cruised (a fence that sees no file always passes).
 */
export async function checkFences(root) {
  const { forbidden, options } = createRequire(import.meta.url)(
    join(repositoryRoot, '.dependency-cruiser.cjs'),
  )
  const files = sourceFiles(root).filter((file) => existsSync(join(root, file)))
  const { output } = await cruise(
    files,
    { ...options, baseDir: root, ruleSet: { forbidden }, validate: true, outputType: 'json' },
    options.enhancedResolveOptions,
  )
  const report = typeof output === 'string' ? JSON.parse(output) : output
  const cruised = new Set(report.modules.map((module) => module.source))
  const complaints = files
    .filter((file) => !cruised.has(file))
    .map((file) => `${file} was not cruised, so no fence guards it`)
  for (const violation of report.summary.violations) {
    const way = violation.cycle?.map((step) => step.name).join(' → ')
    const comment = forbidden.find((rule) => rule.name === violation.rule.name)?.comment
    complaints.push(`${violation.from} → ${way ?? violation.to}\n    ${violation.rule.name}: ${comment}`)
  }
  return { files, complaints }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files, complaints } = await checkFences(repositoryRoot)
  for (const complaint of complaints) console.error(complaint)
  console.log(`${files.length} files cruised, ${complaints.length} imports cross a fence`)
  process.exitCode = complaints.length > 0 || files.length === 0 ? 1 : 0
}
