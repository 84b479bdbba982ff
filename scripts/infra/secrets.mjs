// Makes the secrets of the local installation once and keeps them in .local/secrets.json (mode 0600).
import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localFolder } from './paths.mjs'

const makers = {
  databaseAdminPassword: () => randomBytes(18).toString('base64url'),
  databasePassword: () => randomBytes(18).toString('base64url'),
  masterKey: () => randomBytes(32).toString('hex'),
  apiKeyPepper: () => randomBytes(32).toString('hex'),
  demoPassword: () => `toko-${randomBytes(9).toString('base64url')}`,
}

const file = () => join(localFolder(), 'secrets.json')

/** All secrets of this checkout; those that do not exist yet are made and stored. */
export function localSecrets() {
  const secrets = read()
  const missing = Object.keys(makers).filter((name) => !secrets[name])
  for (const name of missing) secrets[name] = makers[name]()
  if (missing.length > 0) write(secrets)
  return secrets
}

/** Stores further secrets beside the others (the demo API key, which is shown only once). */
export function keepSecrets(added) {
  write({ ...localSecrets(), ...added })
}

function read() {
  try {
    return JSON.parse(readFileSync(file(), 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw error
  }
}

function write(secrets) {
  const fresh = `${file()}.new`
  writeFileSync(fresh, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  chmodSync(fresh, 0o600)
  renameSync(fresh, file())
}
