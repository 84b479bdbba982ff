// Makes one file of authorities for a process that must trust the simulator's media server as well as the usual ones.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a session process of the network `simulator` needs to reach the media server: `{ mediaHost, caFile }` is what
 * the simulator says. Node reads one extra file only, so authorities the person named already come along.
 */
export function mediaEnvironment({ mediaHost, caFile }, folder) {
  const others = process.env.NODE_EXTRA_CA_CERTS
  if (!others) return { WHATSAPP_MEDIA_HOST: mediaHost, NODE_EXTRA_CA_CERTS: caFile }
  const both = join(folder, 'authorities.pem')
  writeFileSync(both, `${readFileSync(others, 'utf8').trimEnd()}\n${readFileSync(caFile, 'utf8')}`)
  return { WHATSAPP_MEDIA_HOST: mediaHost, NODE_EXTRA_CA_CERTS: both }
}
