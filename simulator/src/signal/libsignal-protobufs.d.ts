// Types for libsignal's message decoders, which ship without any.
declare module 'libsignal/src/protobufs.js' {
  export const WhisperMessage: {
    decode(data: Uint8Array): { ephemeralKey: Uint8Array; counter: number }
  }
  export const PreKeyWhisperMessage: { decode(data: Uint8Array): { message: Uint8Array } }
}
