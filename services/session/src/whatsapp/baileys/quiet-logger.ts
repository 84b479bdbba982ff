// Owns what of Baileys' own logging reaches our logs: warnings and errors, their sentence only, digits struck out.
import type { Logger } from '@indoshopster/service/logger'
import type { SocketConfig } from './library.ts'

type BaileysLogger = SocketConfig['logger']

/** Baileys puts addresses, keys and texts into its log objects, so those are dropped whole. */
export function quietLogger(logger: Logger): BaileysLogger {
  const sentence = (object: unknown, text?: string) =>
    (text ?? (typeof object === 'string' ? object : 'no text')).replace(/\d{4,}/g, '…')
  const quiet: BaileysLogger = {
    level: 'silent',
    child: () => quiet,
    trace: () => {},
    debug: () => {},
    info: () => {},
    warn: (object, text) => logger.debug({ baileys: sentence(object, text) }, 'a warning of Baileys'),
    error: (object, text) => logger.debug({ baileys: sentence(object, text) }, 'an error told by Baileys'),
  }
  return quiet
}
