// Owns how what the media store throws becomes a problem.
import {
  MediaDamagedError,
  MediaRejectedError,
  MediaStoreUnavailableError,
  MediaTooLargeError,
} from '@indoshopster/media-store/media.errors'
import { Problem } from '../http/problem.ts'

/** The problem of an error of the store; anything else as it is. */
export function storeProblem(error: unknown): unknown {
  if (error instanceof MediaStoreUnavailableError) return new Problem('service_unavailable', { cause: error })
  if (error instanceof MediaTooLargeError) return new Problem('media_too_large', { cause: error })
  if (error instanceof MediaRejectedError) return new Problem('media_rejected', { cause: error })
  if (error instanceof MediaDamagedError) return new Problem('media_damaged', { cause: error })
  return error
}
