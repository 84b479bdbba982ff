// Finds the Chromium that the browser stories drive, or installs Debian's where we are root.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const elsewhere = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** Path of a Chromium on this machine, or null. */
export function findChromium() {
  for (const name of names) {
    const found = spawnSync('/bin/sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' })
    if (found.status === 0) return found.stdout.trim()
  }
  return elsewhere.find((path) => existsSync(path)) ?? null
}

/** Path of a Chromium, installed by apt on Debian as root where there was none; else null. */
export function ensureChromium() {
  const found = findChromium()
  if (found) return found
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return null
  const apt = (...args) =>
    spawnSync('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  apt('update', '--quiet')
  apt('install', '--yes', '--quiet', '--no-install-recommends', 'chromium')
  return findChromium()
}
