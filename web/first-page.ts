// Owns what a signed-in agent's first page needs, and that the browser fetches it at once instead of piece after piece.
import type { HtmlTagDescriptor, Plugin, Rollup } from 'vite'

type Bundle = Rollup.OutputBundle

/** What the entry asks for by itself before it shows anything. */
const defaultLanguage = /\/i18n\/id\.json$/

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
    if (item.isEntry || defaultLanguage.test(item.facadeModuleId ?? '')) fetchedWith(bundle, name, found)
  }
  return found
}

/**
 * The entry would ask for its language and for who is signed in only once it is here, and each answer takes a journey to
 * the server. Both are needed wherever the app opens.
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
