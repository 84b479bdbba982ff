// Owns looking at a picture: its size in pixels and a small JPEG of it. Never trusts what it looks at.

export interface Picture {
  readonly width: number
  readonly height: number
  /** JPEG in base64, at most 12,000 characters; null when none could be made. */
  readonly thumbnail: string | null
}

/** 50 megapixels: more than any phone sends, less than what makes a decoder ask for gigabytes. */
const MAX_PIXELS = 50_000_000
const MAX_BASE64 = 12_000
/** Longest side and quality, best first; the first that fits counts. */
const attempts = [
  [320, 60],
  [240, 50],
  [160, 40],
  [96, 30],
] as const

/** Loaded at the first picture: a process that sees none does without its 20 MB. */
async function loadSharp() {
  const { default: sharp } = await import('sharp')
  // The cache and the threads of libvips belong to the whole process, which has other work.
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}
let loaded: ReturnType<typeof loadSharp> | undefined

/** Null for what is no picture, is broken, or is too large to be looked at. Metadata (places, names) is left behind. */
export async function pictureOf(bytes: Uint8Array): Promise<Picture | null> {
  const sharp = await (loaded ??= loadSharp())
  try {
    const settings = { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 } as const
    const { autoOrient } = await sharp(bytes, settings).metadata()
    const { width, height } = autoOrient
    for (const [side, quality] of attempts) {
      const small = await sharp(bytes, settings)
        .autoOrient()
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality })
        .toBuffer()
      const thumbnail = small.toString('base64')
      if (thumbnail.length <= MAX_BASE64) return { width, height, thumbnail }
    }
    return { width, height, thumbnail: null }
  } catch {
    return null
  }
}
