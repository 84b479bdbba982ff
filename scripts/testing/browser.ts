// Opens the Chromium that browser stories drive.
import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '../infra/chromium.mjs'

/** A headless browser; close it in `afterAll`. Fails with a clear sentence where there is no Chromium. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH || findChromium()
  if (!executablePath) throw new Error('There is no Chromium on PATH; on Debian: apt-get install chromium')
  // Chromium's own sandbox refuses to run as root; the pages are all ours.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  // A microphone that hums, for voice notes.
  const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-quic']
  const args = [...sandbox, ...microphone, ...quiet]
  return chromium.launch({ executablePath, args })
}
