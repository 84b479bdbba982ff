// Owns what the inbox refuses: each code with the sentence that says what to do.

export const inboxErrors = {
  conversation_not_found: 'There is no conversation with this id; take one from the list of conversations.',
  message_not_found: 'There is no message with this id in this conversation; take one from its messages.',
  cursor_invalid: 'The cursor is not one of ours; begin again without a cursor.',
  read_model_behind: 'What you ask for is not readable yet; ask again in a moment.',
  filter_invalid:
    'The filter finds nothing for sure: search for a letter or a digit, and let `from` be before `to`.',
  already_claimed: 'A colleague has this conversation already; ask them, or assign it to yourself.',
  assignee_not_found: 'There is no active account with this id; choose a colleague from the list.',
  label_not_found: 'There is no label with this id; choose one from the list of labels.',
  too_many_labels: 'No more labels fit here; take one away first.',
  label_name_invalid: 'A label needs a name of 1 to 40 visible characters on one line.',
  label_name_taken: 'There is a label with this name already; use that one, or choose another name.',
  snooze_invalid: 'Snooze until a time in the future, within a year.',
  name_invalid: 'A name has 1 to 100 visible characters on one line; an erased contact gets none.',
  note_invalid:
    'A note needs some text, may mention colleagues only, and cannot be written about an erased contact; its id must be new.',
  group_not_erasable: 'A group holds what many people said; erase each person in their own conversation.',
  view_not_found: 'There is no saved view with this id; take one from the list of views.',
  view_name_invalid: 'A view needs a name of 1 to 60 visible characters on one line.',
  too_many_views: 'There are 100 saved views already; delete one first.',
} as const
