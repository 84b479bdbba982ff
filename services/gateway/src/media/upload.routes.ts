// Owns POST /app/media: staff put a file into the media store, before they send it or save it with a template.
import { Uploaded, UploadQuery } from '@indoshopster/contracts/web-api/media'
import type { MediaStore } from '@indoshopster/media-store/media-store'
import { storeFile } from '@indoshopster/media-store/store-file'
import type { IncomingMessage } from 'node:http'
import { Type } from 'typebox'
import type { ConversationSends } from '../conversations/conversation-sends.ts'
import type { App } from '../http/app-instance.ts'
import { Problem } from '../http/problem.ts'
import { workspaceOf } from '../sign-in/signed-in-only.ts'
import type { KnownMedia } from './known-media.ts'
import { storeProblem } from './store-problem.ts'

export interface UploadParts {
  readonly mediaStore: MediaStore
  readonly media: KnownMedia
  readonly conversationSends: Pick<ConversationSends, 'place'>
  /** Bytes of a file that may be sent. */
  readonly mediaMaxBytes: number
  readonly newId: () => string
}

/** Mounts it in a context of its own behind the sign-in, because it takes any body. */
export function addUploadRoute(context: App, parts: UploadParts): void {
  const { mediaStore, media, mediaMaxBytes } = parts
  const tooLarge = () =>
    new Problem('media_too_large', {
      detail: `Send a file of at most ${Math.floor(mediaMaxBytes / 1024)} KiB.`,
    })
  context.removeAllContentTypeParsers()
  // The handler reads it, piece by piece.
  context.addContentTypeParser('*', (_request, _body, done) => done(null))

  context.post(
    '/media',
    {
      config: { needs: 'agent', longBody: true },
      schema: {
        tags: ['media'],
        summary: 'Upload a file: the body is the file itself',
        description:
          'What it is, is found out from its bytes. With `conversation` it belongs to that contact and is erased ' +
          'with them; without, to the workspace.',
        consumes: ['application/octet-stream'],
        querystring: UploadQuery,
        body: Type.Any(),
        response: { 201: Uploaded },
      },
    },
    async (request, reply) => {
      if (Number(request.headers['content-length'] ?? 0) > mediaMaxBytes) throw tooLarge()
      const workspace = workspaceOf(request)
      const { name = null, conversation } = request.query
      const place =
        conversation === undefined ? null : await parts.conversationSends.place(workspace, conversation)
      const person = place ? `contact:${place.contactId}` : `workspace:${workspace}`
      const mediaId = parts.newId()
      const options = {
        mimetype: request.headers['content-type'] ?? 'application/octet-stream',
        fileName: name,
        maxBytes: mediaMaxBytes,
      }
      try {
        const stored = await storeFile(
          mediaStore,
          { workspace, mediaId, person },
          bodyOf(request.raw),
          options,
        )
        const uploaded = { ...stored, seconds: null }
        media.remember(workspace, uploaded)
        return await reply.code(201).send(uploaded)
      } catch (error) {
        // What is still on its way is not read, so nothing can come after it.
        if (!request.raw.readableEnded) void reply.header('connection', 'close')
        const problem = storeProblem(error)
        throw problem instanceof Problem && problem.code === 'media_too_large' ? tooLarge() : problem
      }
    },
  )
}

/** The body; who stops reading it can still be answered. */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    // An HTTP body without an encoding is bytes.
    yield chunk as Uint8Array
  }
}
