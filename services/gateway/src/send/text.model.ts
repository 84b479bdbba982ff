// Answers: can this text be sent, and would anybody see it?

/** At least one character that is more than space, joiner or control. */
const visible = /[^\s\p{Cc}\p{Cf}]/u

/** Refuses empty texts, and what some part on the way could not carry: lone surrogates and NUL. */
export const isSendableText = (text: string): boolean =>
  visible.test(text) && text.isWellFormed() && !text.includes('\0')

/** Characters of a text under a file; networks cut longer ones off. */
export const MAX_CAPTION = 1024
