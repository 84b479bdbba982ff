// Draws one message: what it answers, its file or card, its text, what happened to it, what one can do with it.
import { element } from './element.js'

const TICKS = { sent: '✓ sent', delivered: '✓✓ delivered', read: '✓✓ read' }
const EMOJIS = ['👍', '❤️', '😂', '😮', '😢', '🙏']

const PROBLEMS = {
  missing: 'The media server does not have this file.',
  damaged: 'This file is damaged: it does not open with the key in the message.',
  hash_differs: 'This is not the file the message speaks of.',
  length_differs: 'This file is not as long as the message says.',
}

const sizeOf = (bytes) =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 * 1024
      ? `${Math.round(bytes / 1024)} KB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MB`

const SHOWN = /^image\/(png|jpeg|webp|gif)/

const LOST = {
  on_server: 'The media server has lost this file; the phones still have it.',
  for_good: 'Nobody has this file any more.',
}

const file = ({ kind, text, media: { url, mimetype, bytes, fileName, lost, problem } }) => {
  if (lost === 'for_good') return element('p', { className: 'problem' }, LOST.for_good)
  if (problem) return element('p', { className: 'problem' }, PROBLEMS[problem] ?? problem)
  const alt = text || (kind === 'sticker' ? 'Sticker' : 'Photo')
  if ((kind === 'image' || kind === 'sticker') && SHOWN.test(mimetype)) {
    const picture = element('img', { src: url, alt, className: kind, loading: 'lazy' })
    return kind === 'sticker' ? picture : element('a', { href: url, target: '_blank' }, picture)
  }
  if (kind === 'video') return element('video', { src: url, controls: true, preload: 'metadata' })
  if (kind === 'audio' || kind === 'voice') {
    const label = kind === 'voice' ? 'Voice message' : 'Audio'
    const player = element('audio', { src: url, controls: true, preload: 'metadata', ariaLabel: label })
    return element('div', { className: 'sound' }, element('small', {}, label), player)
  }
  const name = element('strong', {}, fileName || kind)
  const about = element('small', {}, `${mimetype.split(';')[0]} · ${sizeOf(bytes)}`)
  return element('a', { href: url, download: fileName || 'file', className: 'paper' }, name, about)
}

const card = ({ location, contactCard, poll }) => {
  const box = (title, ...lines) =>
    element('div', { className: 'paper' }, element('strong', {}, title), ...lines)
  const small = (text) => element('small', {}, text)
  if (location) {
    const { latitude, longitude, name, address } = location
    const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
    return box(name || 'Location', ...(address ? [small(address)] : []), small(place))
  }
  if (contactCard) return box(contactCard.name, small(contactCard.phone ? `+${contactCard.phone}` : ''))
  const options = poll.options.map((option) => element('li', {}, option))
  return box(poll.question, element('ul', { className: 'options' }, ...options))
}

const quote = ({ quotedFrom, quotedText }, nameOf) => {
  const said = quotedText || 'A message without text'
  return element(
    'blockquote',
    {},
    element('strong', {}, quotedFrom ? nameOf(quotedFrom) : ''),
    element('span', {}, said),
  )
}

const KINDS = { voice: 'Voice message', contact_card: 'Contact', poll: 'Poll', location: 'Location' }

/** What a list of chats says about a message. */
export const summary = ({ kind, text, revoked }) =>
  revoked ? 'Deleted message' : text || KINDS[kind] || kind.slice(0, 1).toUpperCase() + kind.slice(1)

const body = (message, nameOf) => {
  const { kind, text, media, revoked, location, contactCard, poll } = message
  if (revoked) return [element('p', {}, element('em', {}, 'This message was deleted'))]
  const drawn = []
  if (message.group && message.direction === 'in') {
    drawn.push(element('strong', { className: 'author' }, nameOf(message.author)))
  }
  if (message.quoted) drawn.push(quote(message, nameOf))
  if (media) drawn.push(file(message))
  if (media?.lost === 'on_server') drawn.push(element('p', {}, element('small', {}, LOST.on_server)))
  const isCard = location || contactCard || poll
  if (isCard) drawn.push(card(message))
  if (text && !isCard) drawn.push(element('p', {}, text))
  if (!text && !media && !isCard) drawn.push(element('p', {}, element('em', {}, kind)))
  return drawn
}

const foot = ({ direction, status, at, edited, revoked }) => {
  const time = element('time', { dateTime: at }, new Date(at).toLocaleTimeString([], { timeStyle: 'short' }))
  const drawn = element('footer', {}, ...(edited && !revoked ? ['edited '] : []), time)
  if (direction === 'out') {
    drawn.append(
      ' ',
      element('span', { className: status === 'read' ? 'read' : '' }, TICKS[status] ?? status),
    )
  }
  return drawn
}

/** `actions` has `react(emoji)`, `reply()`, `edit()`, `remove()` and `lose(phonesToo)`. */
const toolbar = ({ direction, kind, media, reactions }, phone, actions) => {
  const mine = reactions.find(({ from }) => from === phone)?.emoji
  const button = (label, onclick, more = {}) =>
    element('button', { type: 'button', className: 'quiet', onclick, ...more }, label)
  const bar = element('div', {
    className: 'tools',
    role: 'group',
    ariaLabel: 'Do something with this message',
  })
  for (const emoji of EMOJIS) {
    const isMine = emoji === mine
    bar.append(
      button(emoji, () => actions.react(isMine ? '' : emoji), {
        ariaLabel: isMine ? `Take ${emoji} back` : `React with ${emoji}`,
        ariaPressed: String(isMine),
      }),
    )
  }
  bar.append(button('Reply', actions.reply))
  const own = direction === 'out'
  if (own && ['text', 'image', 'video', 'document'].includes(kind)) bar.append(button('Edit', actions.edit))
  if (own) bar.append(button('Delete', actions.remove))
  if (media && !media.lost) bar.append(button('Lose on the server', () => actions.lose(false)))
  if (media && media.lost !== 'for_good') bar.append(button('Lose for good', () => actions.lose(true)))
  return bar
}

const reactionRow = (reactions, nameOf) =>
  element(
    'ul',
    { className: 'reactions', ariaLabel: 'Reactions' },
    ...reactions.map(({ from, emoji }) => element('li', { title: nameOf(from) }, emoji)),
  )

/** Draws what may change without the content anew: ticks, reactions, and what one can do. */
export const decorate = (drawn, message, { phone, nameOf, actions }) => {
  for (const old of drawn.querySelectorAll(':scope > :is(footer, .tools, .reactions)')) old.remove()
  drawn.append(foot(message))
  if (message.revoked) return
  drawn.append(toolbar(message, phone, actions))
  if (message.reactions.length > 0) drawn.append(reactionRow(message.reactions, nameOf))
}

/** `phone` is whose screen it is; `nameOf` turns a number into a name. */
export const bubble = (message, options) => {
  const className = `${message.direction} ${message.kind}`
  const drawn = element('li', { className, tabIndex: -1 }, ...body(message, options.nameOf))
  decorate(drawn, message, options)
  return drawn
}
