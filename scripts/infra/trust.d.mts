// Types of trust.mjs for callers written in TypeScript.

export function mediaEnvironment(
  simulator: { readonly mediaHost: string; readonly caFile: string },
  folder: string,
): { readonly WHATSAPP_MEDIA_HOST: string; readonly NODE_EXTRA_CA_CERTS: string }
