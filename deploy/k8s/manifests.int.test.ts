// Proves that both overlays render, are valid by schema and by type, and give the services what they read.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubectlPath } from '../../scripts/infra/kubectl.mjs'
import { type Manifest, render } from './render.ts'

const services = ['gateway', 'inbox', 'templating', 'api-keys', 'staff', 'session']
const root = path.join(import.meta.dirname, '../..')
let kubectl = ''

beforeAll(() => {
  kubectl = kubectlPath()
})

const documents = new Map<string, Manifest[]>()

/** The documents of an overlay, rendered once. */
function rendered(overlay: string): Manifest[] {
  const manifests = documents.get(overlay) ?? render(kubectl, overlay)
  documents.set(overlay, manifests)
  return manifests
}

/** The module of kubernetes-models that knows a kind; its class validates by the API's own schema. */
function moduleOf(manifest: Manifest): string {
  return `kubernetes-models/${manifest.apiVersion}/${manifest.kind}`
}

const isDeployment = (manifest: Manifest): manifest is Manifest & IDeployment & { spec: object } =>
  manifest.kind === 'Deployment'

describe.each(['demo', 'production'])('overlay %s', (overlay) => {
  test('is valid by the schemas of the Kubernetes API', async () => {
    const manifests = rendered(overlay)
    expect(manifests.length).toBeGreaterThan(20)
    for (const manifest of manifests) {
      // The package exports one class per kind, named after it.
      const classes = (await import(moduleOf(manifest))) as Record<
        string,
        new (m: Manifest) => { validate(): void }
      >
      const Kind = classes[manifest.kind]
      if (!Kind) throw new Error(`Nobody knows how to validate a ${manifest.kind}.`)
      new Kind(manifest).validate()
    }
  })

  test('is valid by type, so that an unknown field is an error', async () => {
    const manifests = rendered(overlay)
    const folder = await mkdtemp(path.join(import.meta.dirname, '.typed-'))
    afterAll(() => rm(folder, { recursive: true, force: true }))
    const lines = manifests.flatMap((manifest, index) => [
      `import type { I${manifest.kind} as Kind${index} } from '${moduleOf(manifest)}'`,
      `export const document${index}: Kind${index} = ${JSON.stringify(manifest)}`,
    ])
    await writeFile(path.join(folder, 'typed.ts'), `// Rendered documents.\n${lines.join('\n')}\n`)
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
    ]
    const run = spawnSync(
      process.execPath,
      [tsc, ...options, '--ignoreConfig', path.join(folder, 'typed.ts')],
      {
        encoding: 'utf8',
      },
    )
    expect(run.stdout).toBe('')
    expect(run.status).toBe(0)
  })

  test('runs every service with probes, limits and the restricted security context', () => {
    const deployments = rendered(overlay).filter(isDeployment)
    for (const service of services) {
      const pod = deployments.find((deployment) => deployment.metadata.name === service)?.spec.template.spec
      const container = pod?.containers[0]
      expect(pod?.securityContext?.runAsNonRoot, service).toBe(true)
      expect(pod?.securityContext?.seccompProfile?.type, service).toBe('RuntimeDefault')
      expect(pod?.automountServiceAccountToken, service).toBe(false)
      expect(container?.securityContext, service).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      expect(container?.readinessProbe?.httpGet?.path, service).toBe('/readyz')
      expect(container?.livenessProbe?.httpGet?.path, service).toBe('/healthz')
      expect(container?.resources?.limits?.['memory'], service).toBeDefined()
    }
  })

  test('denies by default and holds no secret', () => {
    const manifests = rendered(overlay)
    expect(
      manifests.find((m) => m.kind === 'NetworkPolicy' && m.metadata.name === 'default-deny'),
    ).toMatchObject({
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    })
    expect(manifests.filter((m) => m.kind === 'Secret')).toEqual([])
  })

  test.each(services)(
    'gives %s only variables it reads, and all that it cannot do without',
    async (service) => {
      const deployment = rendered(overlay)
        .filter(isDeployment)
        .find((d) => d.metadata.name === service)
      const given = deployment?.spec.template.spec?.containers[0]?.env?.map((variable) => variable.name) ?? []
      const { fields } = await configFields(service)
      const { processConfig } = await import('../../packages/service/src/run-service.ts')
      const read = [...Object.values(fields), ...Object.values(processConfig)]
      const byNode = ['NODE_EXTRA_CA_CERTS']
      const known = [...byNode, ...read.map((field) => field.env)]
      expect(given.filter((name) => !known.includes(name))).toEqual([])
      const needed = read
        .filter((field) => !('default' in field) || field.default === undefined)
        .map((f) => f.env)
      expect(needed.filter((name) => !given.includes(name))).toEqual([])
    },
  )
})

test('every service that opens the media store is given the same one', () => {
  const given = ['session', 'gateway', 'inbox'].map((service) => {
    const deployment = rendered('production')
      .filter(isDeployment)
      .find((d) => d.metadata.name === service)
    const env = deployment?.spec.template.spec?.containers[0]?.env ?? []
    return env.filter((variable) => /^MEDIA_(STORE|S3)/.test(variable.name))
  })
  expect(given[0]).toHaveLength(6)
  expect(given).toEqual([given[0], given[0], given[0]])
})

interface Field {
  readonly env: string
  readonly default?: string
}

/** Every service's `<name>.config.ts` exports its fields as `<name>Config`. */
async function configFields(service: string): Promise<{ fields: Record<string, Field> }> {
  // The shape is the house's rule for config files.
  const module = (await import(`../../services/${service}/src/${service}.config.ts`)) as Record<
    string,
    unknown
  >
  const name = Object.keys(module).find((key) => key.endsWith('Config'))
  if (!name) throw new Error(`${service}.config.ts exports no fields.`)
  return { fields: module[name] as Record<string, Field> }
}
