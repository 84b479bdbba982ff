// Owns what api-keys refuses: each code with the sentence that says what to do.

export const apiKeysErrors = {
  api_key_not_found: 'There is no API key with this id; take one from the list of keys.',
  api_key_name_invalid: 'Give the key a name of 1 to 60 characters on one line, for example "Web shop".',
  read_model_behind: 'What you ask for is not readable yet; ask again in a moment.',
} as const
