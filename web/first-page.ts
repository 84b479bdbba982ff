// Owns what a signed-in agent's first page needs, and that the browser fetches it at once instead of piece after piece.
import type { HtmlTagDescriptor, Plugin, Rollup } from 'vite'

type Bundle = Rollup.OutputBundle

/** Besides the entry: the default language. */
const parts = [/\/i18n\/id\.json$/]

/** The chunks that are fetched with a chunk, itself included. */
function fetchedWith(bundle: Bundle, name: string, found: Set<string>): void {
  const chunk = bundle[name]
  if (found.has(name) || chunk?.type !== 'chunk') return
  found.add(name)
  for (const imported of chunk.imports) fetchedWith(bundle, imported, found)
}

/** The names of the first page's scripts, the entry's among them. */
export function firstPageScripts(bundle: Bundle): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [name, item] of Object.entries(bundle)) {
    if (item.type !== 'chunk') continue
    if (item.isEntry || parts.some((part) => part.test(item.facadeModuleId ?? '')))
      fetchedWith(bundle, name, found)
  }
  return found
}

/**
 * Each part is asked for by the one before, and each answer takes a journey to the server: on a slow line the page would
 * wait three times. Who is signed in is the first thing the app asks, wherever it opens.
 */
export function fetchFirstPageAtOnce(): Plugin {
  return {
    name: 'fetch-first-page-at-once',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const scripts = [...firstPageScripts(bundle ?? {})].filter((name) => !html.includes(name))
        const tags = scripts.map((name): HtmlTagDescriptor => {
          return {
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
            injectTo: 'head',
          }
        })
        const me = { rel: 'preload', as: 'fetch', crossorigin: true, href: '/app/me' }
        return [{ tag: 'link', attrs: me, injectTo: 'head' }, ...tags]
      },
    },
  }
}
