// The shape of the message ids that phones make.
import { randomBytes } from 'node:crypto'

export const newMessageId = (): string => `3A${randomBytes(9).toString('hex').toUpperCase()}`
