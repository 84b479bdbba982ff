// Owns what the inbox refuses: each code with the sentence that says what to do.

export const inboxErrors = {
  conversation_not_found: 'There is no conversation with this id; take one from the list of conversations.',
  cursor_invalid: 'The cursor is not one of ours; begin again without a cursor.',
  read_model_behind: 'What you ask for is not readable yet; ask again in a moment.',
} as const
