// Owns /docs: the send API as a page to read and try.
import scalar from '@scalar/fastify-api-reference'
import type { App } from '../http/app-instance.ts'

/** The page is a foreign bundle that writes its own styles and start script; nothing else here may be inline. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Mounts it in a context of its own, because of its policy. */
export async function addDocs(context: App, documentPath: string): Promise<void> {
  context.addHook('onRequest', (_request, reply, done) => {
    void reply.header('content-security-policy', PAGE_POLICY)
    done()
  })
  await context.register(scalar, {
    routePrefix: '/docs',
    configuration: {
      url: documentPath,
      // The document names no address; the page's own is put before this, so that an example can be copied and run.
      servers: [{ url: '/' }],
      pageTitle: 'Indoshopster Chat API',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      // Nothing that would send partners, or what they type, to another company.
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
      favicon: '/favicon.svg',
      documentDownloadType: 'json',
    },
  })
}
