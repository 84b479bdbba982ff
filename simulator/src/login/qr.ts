// Reads the text of a pairing QR.

export interface Qr {
  readonly ref: string
  /** Base64 of the client's Noise key, identity key and the secret that proves the scan. */
  readonly noiseKey: string
  readonly identity: string
  readonly advSecret: string
}

/** `https://wa.me/settings/linked_devices#ref,noise,identity,secret,platform` or the bare fields; else undefined. */
export const parseQr = (text: string): Qr | undefined => {
  const fields = text
    .trim()
    .replace(/^[^#]*#/, '')
    .split(',')
  const [ref, noiseKey, identity, advSecret] = fields
  return ref && noiseKey && identity && advSecret ? { ref, noiseKey, identity, advSecret } : undefined
}
