// Turns phones, chats, devices and QRs that the API answers into elements.

import { summary } from './bubble.js'
import { element } from './element.js'

const initials = (name) => [...name.trim()].slice(0, 1).join('').toUpperCase() || '#'

export const avatar = (name) => element('span', { className: 'avatar', ariaHidden: 'true' }, initials(name))

const row = (name, small, badge, isCurrent, open) => {
  const middle = element('span', {}, element('strong', {}, name), element('small', {}, small))
  const button = element('button', { className: 'row', type: 'button', onclick: open }, avatar(name), middle)
  if (badge) button.append(badge)
  button.setAttribute('aria-current', String(isCurrent))
  return element('li', {}, button)
}

export const phoneRow = ({ phone, name, devices }, isCurrent, open) => {
  const linked = devices.length > 0
  const text = `${devices.length} linked`
  return row(name, `+${phone}`, linked && element('span', { className: 'badge' }, text), isCurrent, open)
}

export const chatRow = ({ peer, name, unread, newest }, isCurrent, open) => {
  const badge = unread > 0 && element('span', { className: 'badge unread' }, String(unread))
  const said = newest ? summary(newest) : 'New chat'
  return row(name || `+${peer}`, said, badge, isCurrent, open)
}

export const deviceItem = ({ device, online, queued }, unlink) => {
  const state = online
    ? element('span', { className: 'online' }, 'online')
    : element('span', { className: 'waiting' }, queued > 0 ? `offline, ${queued} waiting` : 'offline')
  const button = element('button', { className: 'quiet', type: 'button', onclick: unlink }, 'Unlink')
  return element('li', {}, `Device ${device}`, state, button)
}

export const qrItem = ({ id, label }, scan) => {
  const picture = element('img', { src: `/api/qrs/${id}/image`, alt: '' })
  const button = element('button', { type: 'button', onclick: scan }, picture, `Scan ${label}`)
  return element('li', {}, button)
}
