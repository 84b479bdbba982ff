// Owns /app/api-keys: the workspace's keys for the send API.
import { issueApiKey, listApiKeys, revokeApiKey } from '@indoshopster/contracts/api-keys/api-keys.endpoints'
import { Appended } from '@indoshopster/contracts/page'
import { ReadQuery } from '@indoshopster/contracts/web-api/sessions'
import { ApiKeyIssued, ApiKeysList, IssueApiKeyBody } from '@indoshopster/contracts/web-api/templates'
import { Type } from 'typebox'
import type { App } from '../http/app-instance.ts'
import { minSeqOf } from '../http/min-seq.ts'
import type { Ask } from '../ports.ts'
import { needing } from '../sign-in/needed-role.ts'
import { actorOf, workspaceOf } from '../sign-in/signed-in-only.ts'

const tags = ['api-keys']
const KeyParams = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9]{1,64}$' }) })

/** Mounts them on a context that is behind the sign-in. */
export function addApiKeyRoutes(context: App, ask: Ask): void {
  context.get(
    '/api-keys',
    { schema: { tags, summary: 'All API keys', querystring: ReadQuery, response: { 200: ApiKeysList } } },
    (request) => ask(listApiKeys, { workspace: workspaceOf(request), ...minSeqOf(request.query) }),
  )

  context.post(
    '/api-keys',
    {
      config: needing(issueApiKey),
      schema: {
        tags,
        summary: 'Make an API key; its secret is shown this once',
        body: IssueApiKeyBody,
        response: { 201: ApiKeyIssued },
      },
    },
    async (request, reply) => {
      const { keyId, secret, sequence } = await ask(issueApiKey, { ...actorOf(request), ...request.body })
      return reply.code(201).send({ id: keyId, secret, sequence })
    },
  )

  context.delete(
    '/api-keys/:id',
    {
      config: needing(revokeApiKey),
      schema: { tags, summary: 'Revoke an API key', params: KeyParams, response: { 200: Appended } },
    },
    (request) => ask(revokeApiKey, { ...actorOf(request), keyId: request.params.id }),
  )
}
