// Do the files of the house obey the rules no linter knows: first line, size, names, purity, environment?
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { repositoryRoot } from '../infra/paths.mjs'
import { sourceFiles } from './source-files.mjs'

const warnLines = 250
const mostLines = 400
const bannedWord = /(^|[/.-])(utils?|helpers?|common|shared|misc|managers?|processors?)(?=[/.])/i
const readsEnvironment = /process\.env|import\.meta\.env|from 'node:process'/
const mayReadEnvironment =
  /\.config\.(ts|mts|mjs)$|^scripts\/|^benchmarks\/|^web\/|(^|\/)tests\/|\.(int\.test|story)\.ts$/
const pureFile = /\.(decider|projection|model)\.ts$/
const impure =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bcrypto\b|\brandomUUID\b|\bperformance\.now\b|\bsetTimeout\b/

/** What one file does against the rules: `{ errors, warnings }`, each a sentence that begins with its path. */
export function judgeFile(path, text) {
  const errors = []
  const warnings = []
  const lines = text.split('\n').length - 1
  const first = text.split('\n', 1)[0]
  if (!/^(\/\/|\/\*|<!--) \S/.test(first))
    errors.push(`${path}: the first line must be a comment that says what the file owns`)
  if (lines > mostLines) errors.push(`${path}: ${lines} lines; split it, ${mostLines} is the limit`)
  else if (lines > warnLines) warnings.push(`${path}: ${lines} lines; files here are under ${warnLines}`)
  const banned = bannedWord.exec(path)
  if (banned)
    errors.push(`${path}: "${banned[2]}" says nothing about what is inside; name the noun or the question`)
  if (/(^|\/)index\.(ts|mts)$/.test(path))
    errors.push(`${path}: no barrel files; import from the file that owns the name`)
  if (readsEnvironment.test(text) && !mayReadEnvironment.test(path)) {
    errors.push(`${path}: the environment is read only in *.config.ts`)
  }
  if (pureFile.test(path)) {
    const found = impure.exec(text)
    if (found)
      errors.push(`${path}: ${found[0]} is a clock, an id or chance; a pure file gets those as parameters`)
  }
  return { errors, warnings }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = sourceFiles(repositoryRoot)
  const judged = files.map((path) => judgeFile(path, readFileSync(join(repositoryRoot, path), 'utf8')))
  const errors = judged.flatMap((judgement) => judgement.errors)
  const warnings = judged.flatMap((judgement) => judgement.warnings)
  for (const warning of warnings) console.log(`warning: ${warning}`)
  for (const error of errors) console.error(error)
  console.log(`${files.length} files, ${errors.length} against the rules, ${warnings.length} warnings`)
  process.exitCode = errors.length > 0 ? 1 : 0
}
