// The pass that lets a linked device upload: made for media_conn, checked by the media server, kept nowhere.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Endpoint } from '../accounts/jids.ts'

export interface UploadPasses {
  issue(device: Endpoint): string
  /** Who the pass was made for; undefined when it is none of ours. */
  check(pass: string): Endpoint | undefined
}

/** `secret` outlives a restart, and so do the passes. */
export const createUploadPasses = (secret: Uint8Array): UploadPasses => {
  const seal = (name: string): Buffer => createHmac('sha256', secret).update(`upload ${name}`).digest()
  return {
    issue: ({ phone, device }) => `${phone}.${device}.${seal(`${phone}.${device}`).toString('hex')}`,
    check: (pass) => {
      const [phone = '', device = '', sealed = ''] = pass.split('.')
      const given = Buffer.from(sealed, 'hex')
      const expected = seal(`${phone}.${device}`)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
      return { phone, device: Number(device) }
    },
  }
}
