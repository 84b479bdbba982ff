// Owns the problems that only people in the app can get.
import { kind, type ProblemKind } from './problem-kind.model.ts'

export const appProblems = {
  not_signed_in: kind(401, 'not signed in', 'Sign in first.'),
  csrf_invalid: kind(403, 'wrong CSRF token', 'Send the csrfToken of the sign-in as x-csrf-token.'),
  origin_not_allowed: kind(403, 'foreign origin', 'Call this from the app’s own pages.'),
  sign_in_failed: kind(401, 'wrong email or password', 'Check the email address and the password.'),
  sign_in_throttled: kind(429, 'too many attempts', 'Wait a few minutes, then try again.'),
  sign_up_closed: kind(403, 'sign-up closed', 'Ask the operator for an account.'),
  account_closed: kind(403, 'account closed', 'Ask an owner of the workspace to open it again.'),
  email_taken: kind(409, 'email taken', 'Sign in with this address, or use another one.'),
  email_invalid: kind(422, 'invalid email', 'Enter an email address.'),
  password_too_short: kind(422, 'short password', 'Choose a password of at least 10 characters.'),
  password_too_weak: kind(422, 'weak password', 'Choose a password that is not easy to guess.'),
  name_invalid: kind(422, 'invalid name', 'Enter a name of 1 to 60 characters.'),
  workspace_name_invalid: kind(422, 'invalid workspace name', 'Enter a name of 1 to 60 characters.'),
  session_name_invalid: kind(422, 'invalid number name', 'Enter a name of 1 to 60 characters.'),
  session_already_linked: kind(409, 'already linked', 'Log the number out before you link it again.'),
  conversation_not_found: kind(404, 'conversation not found', 'There is no such conversation here.'),
  message_not_found: kind(404, 'message not found', 'There is no such message in this conversation.'),
  filter_invalid: kind(400, 'invalid filter', 'Correct the parts of the filter listed in errors.'),
  role_forbidden: kind(
    403,
    'not for your role',
    'Ask an owner or an admin of the workspace to do this, or to give you another role.',
  ),
  cursor_invalid: kind(400, 'invalid cursor', 'Start again without a cursor.'),
  text_invalid: kind(422, 'invalid text', 'Write a text of 1 to 4096 visible characters.'),
  template_invalid: kind(422, 'invalid template', 'Correct the faults listed in errors.'),
  template_name_invalid: kind(422, 'invalid template name', 'Enter a name of 1 to 60 characters.'),
  template_changed_meanwhile: kind(
    409,
    'template changed meanwhile',
    'Load the template again, then edit it.',
  ),
  api_key_not_found: kind(404, 'API key not found', 'There is no such API key here.'),
  api_key_name_invalid: kind(422, 'invalid API key name', 'Enter a name of 1 to 60 characters.'),

  // Conversations.
  conversation_erased: kind(
    409,
    'contact erased',
    'This contact was erased. Open a new conversation with the number.',
  ),
  sequence_unknown: kind(
    400,
    'unknown sequence',
    'Send as min_seq a sequence that an answer or a frame named.',
  ),
  already_claimed: kind(
    409,
    'already claimed',
    'A colleague has this conversation; facts.assignee says who.',
  ),
  assignee_not_found: kind(422, 'no such colleague', 'Assign it to an active colleague who may answer.'),
  snooze_invalid: kind(422, 'invalid time', 'Choose a time in the future, at most a year away.'),
  note_invalid: kind(422, 'invalid note', 'Write a note of 1 to 4096 visible characters.'),
  group_not_erasable: kind(409, 'a group', 'Only people can be erased, each in their own conversation.'),
  recipient_not_on_whatsapp: kind(422, 'not on WhatsApp', 'Check the number with the customer.'),
  recipient_is_sender: kind(422, 'own number', 'A number cannot write to itself; choose another one.'),
  number_restricted: kind(
    409,
    'number restricted',
    'WhatsApp lets this number begin no new chats for now; facts.until says until when.',
  ),
  message_not_ours: kind(409, 'not our message', 'Only messages of ours can be deleted for everyone.'),
  message_not_sent: kind(409, 'not sent yet', 'Wait until the message was sent, then try again.'),
  message_unquotable: kind(422, 'cannot be quoted', 'Quote a message that the customer can see.'),
  message_unreactable: kind(422, 'cannot be reacted to', 'React to a message that the customer can see.'),
  reaction_invalid: kind(422, 'invalid reaction', 'React with one emoji.'),
  reply_invalid: kind(
    422,
    'invalid message',
    'Send a text, a file, a location or a contact, and only one of them.',
  ),

  // Labels and saved views.
  label_not_found: kind(404, 'label not found', 'There is no such label here.'),
  label_name_invalid: kind(422, 'invalid label name', 'Enter a name of 1 to 40 characters.'),
  label_name_taken: kind(409, 'label name taken', 'Use another name; this label is there already.'),
  too_many_labels: kind(409, 'too many labels', 'Delete or remove labels that are not needed.'),
  view_not_found: kind(404, 'view not found', 'There is no such view here.'),
  view_name_invalid: kind(422, 'invalid view name', 'Enter a name of 1 to 60 characters.'),
  too_many_views: kind(409, 'too many views', 'Delete views that are not needed.'),

  // Colleagues.
  account_not_found: kind(404, 'account not found', 'There is no such account here.'),
  last_owner: kind(409, 'last owner', 'Make somebody else an owner first.'),
  invitation_not_found: kind(
    404,
    'invitation not valid',
    'Ask for a new link; this one was used, taken back or is too old.',
  ),
  password_wrong: kind(422, 'wrong password', 'Enter the password you sign in with now.'),

  // Files.
  media_not_found: kind(404, 'file not found', 'There is no such file here.'),
  media_key_invalid: kind(403, 'wrong file key', 'Ask GET /app/me for the key of now.'),
  media_damaged: kind(410, 'file damaged', 'What is stored here is not the file any more; ask for it again.'),
  media_too_large: kind(413, 'file too large', 'Send a smaller file.'),
  media_rejected: kind(
    422,
    'file not sendable',
    'Send a picture, sound, film or document that is not empty.',
  ),
} as const satisfies Record<string, ProblemKind>
