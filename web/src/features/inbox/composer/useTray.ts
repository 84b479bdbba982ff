// Owns the files beside a reply that is being written: taken in by button, paste or drop, refused when they cannot go.
import type { Media } from '@indoshopster/contracts/session/media'
import { computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import { currentLocale, t } from '../../../i18n/text.ts'
import { toast } from '../../../ui/toasts.ts'
import { useAccount } from '../../account/account.store.ts'
import { fileSize, kindOf, type SendAs } from '../../media/file-kind.model.ts'
import { dropLocalFile, keepLocalFile } from '../../media/media-url.ts'
import { newId } from './new-id.ts'
import { hostOf, type TrayItem } from './tray.model.ts'

const mostFiles = 20

/** `text` is what is being written; it is the caption of the host. */
export function useTray(text: Ref<string>) {
  const account = useAccount()
  const tray = shallowRef<readonly TrayItem[]>([])
  const most = computed(() => account.me?.limits.mediaBytes ?? Infinity)

  /** Why a file cannot be sent; null when it can. */
  function refusal(file: File): string | null {
    if (file.size === 0) return t('attach.empty', { name: file.name })
    if (file.size > most.value)
      return t('attach.tooLarge', { name: file.name, most: fileSize(most.value, currentLocale()) })
    return tray.value.length >= mostFiles ? t('attach.tooMany', { most: mostFiles }) : null
  }
  function add(files: Iterable<File>, as?: SendAs): void {
    for (const file of files) {
      const why = refusal(file)
      if (why) {
        toast({ text: why, look: 'danger' })
        continue
      }
      const id = newId()
      keepLocalFile(id, file)
      const kind = as ?? kindOf(file.type)
      const { name, size: bytes, type: mimetype } = file
      tray.value = [...tray.value, { id, name, bytes, mimetype, as: kind, caption: '', file, media: null }]
    }
  }
  function clear(): void {
    for (const { id } of tray.value) dropLocalFile(id)
    tray.value = []
  }
  onScopeDispose(clear)
  function change(id: string, part: Partial<Pick<TrayItem, 'as' | 'caption'>>): void {
    tray.value = tray.value.map((item) => (item.id === id ? { ...item, ...part } : item))
  }
  const host = computed(() => hostOf(tray.value))
  /** A file that becomes the host brings its caption into the text. */
  watch(host, (now) => {
    if (!now?.caption) return
    text.value = [text.value, now.caption].filter(Boolean).join('\n')
    change(now.id, { caption: '' })
  })

  return {
    tray,
    host,
    change,
    add,
    clear,
    /** A file that is in the media store already, for example a quick reply's picture. */
    addStored(media: Media) {
      const { mediaId: id, bytes, mimetype } = media
      if (tray.value.some((item) => item.id === id)) return
      const name = media.fileName ?? t('media.unnamed')
      tray.value = [
        ...tray.value,
        { id, name, bytes, mimetype, as: kindOf(mimetype), caption: '', file: null, media },
      ]
    },
    remove(id: string) {
      dropLocalFile(id)
      tray.value = tray.value.filter((item) => item.id !== id)
    },
  }
}
