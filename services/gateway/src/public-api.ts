// Owns the context of programs: the send API, behind an API key in the body, callable from any site.
import { addOpenApi, publicDocument } from './docs/openapi.ts'
import type { App } from './http/app-instance.ts'
import { addOtherOrigins } from './http/other-origins.ts'
import { addFormBody } from './send/form-parser.ts'
import { addSendRoute, type SendParts } from './send/send.routes.ts'

export interface PublicApiParts extends SendParts {
  readonly sendsPerMinute: { readonly key: number; readonly address: number }
}

/** Mounts everything for programs. */
export async function addPublicApi(context: App, parts: PublicApiParts): Promise<void> {
  await addOpenApi(context, publicDocument, '/openapi.json')
  addOtherOrigins(context, ['/sendWhatsappMessage', '/openapi.json'])
  addFormBody(context)
  addSendRoute(context, parts, parts.sendsPerMinute)
}
