// Owns what other services may ask of the api-keys service, and how a key is shown.
import { Type, type Static } from 'typebox'
import { defineEndpoint } from '../endpoint.ts'
import { IsoTime, Uuid } from '../envelope.ts'
import { Actor, Appended, MinSeq } from '../page.ts'

const service = 'api-keys'
const refusals = ['api_key_not_found', 'api_key_name_invalid', 'read_model_behind']

export const ApiKeyView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** The last four characters of the secret. */
  ending: Type.String(),
  createdAt: IsoTime,
  revokedAt: Type.Union([IsoTime, Type.Null()]),
})
export type ApiKeyView = Static<typeof ApiKeyView>

export const listApiKeys = defineEndpoint({
  service,
  name: 'list_api_keys',
  request: Type.Object({ workspace: Uuid, minSeq: Type.Optional(MinSeq) }),
  response: Type.Object({ apiKeys: Type.Array(ApiKeyView) }),
  refusals,
})
/** Makes a key; `secret` is in this answer and nowhere else. */
export const issueApiKey = defineEndpoint({
  service,
  name: 'issue_api_key',
  needs: 'admin',
  request: Type.Object({ ...Actor.properties, name: Type.String() }),
  response: Type.Object({ keyId: Type.String(), secret: Type.String(), sequence: Type.Integer() }),
  refusals,
})
export const revokeApiKey = defineEndpoint({
  service,
  name: 'revoke_api_key',
  needs: 'admin',
  request: Type.Object({ ...Actor.properties, keyId: Type.String() }),
  response: Appended,
  refusals,
})
/** Whose key this is; `workspace` null when it is wrong or revoked. The gateway answers from its own copy of the log. */
export const verifyApiKey = defineEndpoint({
  service,
  name: 'verify_api_key',
  request: Type.Object({ secret: Type.String({ maxLength: 200 }) }),
  response: Type.Object({
    workspace: Type.Union([Uuid, Type.Null()]),
    keyId: Type.Union([Type.String(), Type.Null()]),
  }),
  refusals: [],
})
