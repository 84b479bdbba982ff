// Finds a kubectl whose kustomize is new enough to render the manifests, or unpacks Debian's package of it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isDebian, unpackDebianPackage, unpackedFolder } from './debian-package.mjs'
import { StepFailure } from './steps.mjs'

const debianName = 'kubectl'

/** Path of a kubectl with kustomize 5 or newer. Throws a StepFailure that says what to do. */
export function kubectlPath() {
  if (isNewEnough('kubectl')) return 'kubectl'
  const unpacked = join(unpackedFolder(debianName), 'usr', 'bin', 'kubectl')
  if (isNewEnough(unpacked)) return unpacked
  const failure = isDebian() ? unpackDebianPackage(debianName) : 'This is no Debian.'
  if (!failure && isNewEnough(unpacked)) return unpacked
  throw new StepFailure(
    'There is no kubectl with kustomize 5 on PATH.',
    'Install kubectl 1.28 or newer so that the manifests can be rendered and validated.',
    failure ?? '',
  )
}

function isNewEnough(program) {
  const answer = spawnSync(program, ['version', '--client', '--output=json'], { encoding: 'utf8' })
  if (answer.status !== 0) return false
  return Number(/"kustomizeVersion":\s*"v(\d+)/.exec(answer.stdout)?.[1] ?? 0) >= 5
}
