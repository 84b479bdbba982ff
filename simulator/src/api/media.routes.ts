// HTTP: the decrypted file of a message, for the page and for people who look.
import { proto } from '@whiskeysockets/baileys'
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { mediaIn } from '../media/media-part.ts'
import { openMedia } from '../media/phone-downloads.ts'
import { unwrapped } from '../messaging/content.ts'
import type { Network } from '../network.ts'
import { MessageParams } from './message-schemas.ts'
import { Problem } from './problems.ts'
import { phoneOf } from './views.ts'

/** What a browser may show in place; everything else is saved, so that nothing sent here runs here. */
const SHOWN = /^(image\/(png|jpeg|webp|gif)|(video|audio)\/[\w.+-]+)$/

export const mediaRoutes = (app: FastifyInstance, network: Network): void => {
  app.get<{ Params: Static<typeof MessageParams> }>(
    '/api/media/:phone/:id',
    { schema: { summary: 'The decrypted file of a message', params: MessageParams } },
    async ({ params }, reply) => {
      const { phone } = phoneOf(network, params.phone)
      const [message] = [
        ...network.chats.find(phone, params.id, 'in'),
        ...network.chats.find(phone, params.id, 'out'),
      ]
      const part = message && mediaIn(unwrapped(proto.Message.decode(message.content)))
      if (!message || !part || network.changes.of(message).revoked) throw new Problem('media_not_found')
      const opened = await openMedia(network, part)
      if ('problem' in opened) throw new Problem('media_unreadable')
      const [type = ''] = part.mimetype.split(';')
      const shown = SHOWN.test(type)
      return reply
        .type(shown ? type : 'application/octet-stream')
        .header('content-disposition', shown ? 'inline' : 'attachment')
        .header('cache-control', 'private, max-age=3600')
        .send(opened.file)
    },
  )
}
