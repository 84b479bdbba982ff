// Owns the context of people: /app and /live, behind the cookie.
import type { Network } from '@indoshopster/contracts/session/session.events'
import type { Static } from 'typebox'
import { addApiKeyRoutes } from './api-keys/api-keys.routes.ts'
import { addChangeRoutes } from './conversations/changes.routes.ts'
import type { ConversationSends } from './conversations/conversation-sends.ts'
import { addConversationRoutes } from './conversations/conversations.routes.ts'
import type { Places } from './conversations/places.ts'
import { addPresenceRoute, type TellPresence } from './conversations/presence.routes.ts'
import { addReactionRoutes } from './conversations/reactions.routes.ts'
import { addReplyRoute, type ReplyParts } from './conversations/replies.routes.ts'
import { addThreadRoutes } from './conversations/threads.routes.ts'
import { addOpenApi, appDocument } from './docs/openapi.ts'
import { documentProblems } from './docs/problem-responses.ts'
import type { App } from './http/app-instance.ts'
import { refuseUnknownSequences } from './http/known-sequence.ts'
import { addLabelRoutes } from './labels/labels.routes.ts'
import { addViewRoutes } from './labels/views.routes.ts'
import type { LiveFeed } from './live/live-feed.ts'
import { addLiveRoute } from './live/live.routes.ts'
import type { MediaKeys } from './media/media-keys.ts'
import { addUploadRoute, type UploadParts } from './media/upload.routes.ts'
import type { Ask } from './ports.ts'
import type { KnownThings } from './send/known-things.ts'
import { addSessionRoutes } from './sessions/sessions.routes.ts'
import { judgeRoles } from './sign-in/needed-role.ts'
import type { SignInDirectory } from './sign-in/sign-in-directory.ts'
import { addMeRoutes, addSignInRoutes } from './sign-in/sign-in.routes.ts'
import { signedInOnly } from './sign-in/signed-in-only.ts'
import { addColleagueRoutes } from './staff/colleagues.routes.ts'
import { addJoinRoutes } from './staff/join.routes.ts'
import { addMyAccountRoutes } from './staff/my-account.routes.ts'
import { addTemplateRoutes } from './templates/templates.routes.ts'

export interface StaffAppParts extends ReplyParts, UploadParts {
  readonly ask: Ask
  readonly places: Places
  readonly conversationSends: ConversationSends
  readonly signIns: SignInDirectory
  readonly known: KnownThings
  readonly feed: LiveFeed
  readonly tellPresence: TellPresence
  readonly networks: readonly Static<typeof Network>[]
  readonly simulatorUrl: string | null
  readonly signInsPerMinute: number
  readonly mediaKeys: MediaKeys
}

/** Mounts everything for people. What is not in the first block needs a sign-in. */
export async function addStaffApp(context: App, parts: StaffAppParts): Promise<void> {
  const { ask, signIns } = parts
  context.decorateRequest('signIn', null)
  documentProblems(context)
  await addOpenApi(context, appDocument, '/app/openapi.json')

  await context.register(
    async (open: App) => {
      addSignInRoutes(open, { ask, perMinute: parts.signInsPerMinute })
      addJoinRoutes(open, { ask, perMinute: parts.signInsPerMinute })
    },
    { prefix: '/app' },
  )

  await context.register(async (closed: App) => {
    signedInOnly(closed, signIns)
    judgeRoles(closed)
    refuseUnknownSequences(closed, (sequence) => parts.feed.hasReached(sequence))
    addLiveRoute(closed, { feed: parts.feed, signIns, accounts: parts.known.accounts })
    await closed.register(
      async (app: App) => {
        addMeRoutes(app, parts)
        addMyAccountRoutes(app, ask)
        addColleagueRoutes(app, ask)
        addSessionRoutes(app, ask)
        addConversationRoutes(app, ask)
        addThreadRoutes(app, ask)
        addChangeRoutes(app, parts)
        addPresenceRoute(app, parts)
        addReplyRoute(app, parts)
        addReactionRoutes(app, parts)
        addLabelRoutes(app, ask)
        addViewRoutes(app, ask)
        addTemplateRoutes(app, ask, parts.media)
        addApiKeyRoutes(app, ask)
        await app.register(async (files: App) => addUploadRoute(files, parts))
      },
      { prefix: '/app' },
    )
  })
}
