// Owns the addresses of files: on the gateway with the workspace's key, or in memory while a file goes up.
import { shallowReactive } from 'vue'
import { useAccount } from '../account/account.store.ts'

/** Addresses of files of this page by media id; they also spare reading back what was just sent. */
const local = shallowReactive(new Map<string, string>())

/** Shows a file of this computer under an id until the page goes. */
export function keepLocalFile(id: string, file: Blob): void {
  if (!local.has(id)) local.set(id, URL.createObjectURL(file))
}

/** The same file under a further id. */
export function nameLocalFile(id: string, also: string): void {
  const url = local.get(id)
  if (url) local.set(also, url)
}

/** Forgets a file that was not sent. */
export function dropLocalFile(id: string): void {
  const url = local.get(id)
  if (url) URL.revokeObjectURL(url)
  local.delete(id)
}

/** A function that answers where a file is; reads the workspace's key when it is called. */
export function useMediaUrl(): (mediaId: string, download?: boolean) => string {
  const account = useAccount()
  return (mediaId, download = false) => {
    const here = local.get(mediaId)
    if (here) return here
    const query = new URLSearchParams({ key: account.me?.media.key ?? '' })
    if (download) query.set('download', '1')
    return `/media/${mediaId}?${query.toString()}`
  }
}
