// The simulator's own certificate chain: a root that lives in the data directory signs what the handshake shows.
import { Curve, proto } from '@whiskeysockets/baileys'

export interface KeyPair {
  readonly private: Uint8Array
  readonly public: Uint8Array
}

/** What a Noise server needs: its static key pair and the encoded chain that vouches for it. */
export interface ServerIdentity {
  readonly staticKey: KeyPair
  readonly chain: Uint8Array
}

const { CertChain } = proto
const { Details } = CertChain.NoiseCertificate

/** Root signs an intermediate (issuerSerial 0 names the root), the intermediate signs the leaf = `staticKey`. */
export const issueServerIdentity = (root: KeyPair): ServerIdentity => {
  const intermediate = Curve.generateKeyPair()
  const staticKey = Curve.generateKeyPair()
  const middle = Details.encode({ serial: 1, issuerSerial: 0, key: intermediate.public }).finish()
  const leaf = Details.encode({ serial: 2, issuerSerial: 1, key: staticKey.public }).finish()
  const chain = CertChain.encode({
    intermediate: { details: middle, signature: Curve.sign(root.private, middle) },
    leaf: { details: leaf, signature: Curve.sign(intermediate.private, leaf) },
  }).finish()
  return { staticKey, chain }
}
