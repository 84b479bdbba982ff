// Reads a chosen file: as what it may be sent, how long it plays, its bytes for the API.

const CHOICES = [
  [/^image\/webp$/, ['sticker', 'image', 'document']],
  [/^image\//, ['image', 'sticker', 'document']],
  [/^video\//, ['video', 'document']],
  [/^audio\/ogg/, ['voice', 'audio', 'document']],
  [/^audio\//, ['audio', 'voice', 'document']],
]
export const LABELS = {
  image: 'Photo',
  video: 'Video',
  audio: 'Audio',
  voice: 'Voice message',
  document: 'Document',
  sticker: 'Sticker',
}

/** The kinds a file may be sent as, the likeliest first. */
export const kindsOf = ({ type }) => CHOICES.find(([pattern]) => pattern.test(type))?.[1] ?? ['document']

const base64Of = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1))
    reader.onerror = () => reject(new Error('The file could not be read'))
    reader.readAsDataURL(file)
  })

/** Seconds, or undefined when the browser cannot tell. */
const durationOf = (file, kind) =>
  new Promise((resolve) => {
    if (!['audio', 'voice', 'video'].includes(kind)) return resolve(undefined)
    const player = document.createElement(kind === 'video' ? 'video' : 'audio')
    const done = (seconds) => {
      URL.revokeObjectURL(player.src)
      resolve(Number.isFinite(seconds) ? Math.round(seconds) : undefined)
    }
    player.onloadedmetadata = () => done(player.duration)
    player.onerror = () => done()
    player.src = URL.createObjectURL(file)
  })

/** What the API wants for a file; `caption` may be empty. */
export const contentOf = async (file, kind, caption) => {
  const [bytes, seconds] = await Promise.all([base64Of(file), durationOf(file, kind)])
  return {
    kind,
    file: bytes,
    mimetype: file.type || 'application/octet-stream',
    fileName: file.name,
    ...(caption && { caption }),
    ...(seconds !== undefined && { seconds }),
  }
}
