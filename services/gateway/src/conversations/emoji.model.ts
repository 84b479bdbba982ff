// Answers: is this one emoji, as a reaction must be?

/** Keyboards leave out the mark that asks for the coloured form of old symbols, such as the heart. */
const one = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\ufe0f?)$/v

export const isOneEmoji = (text: string): boolean => one.test(text)
