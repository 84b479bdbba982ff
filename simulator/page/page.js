// Owns the page: which phone and chat are open, and that they always show what the simulator knows.
import * as api from './api.js'
import * as composer from './composer.js'
import { chatRow, deviceItem, phoneRow, qrItem } from './draw.js'
import { element } from './element.js'
import * as groups from './groups.js'
import * as life from './life.js'
import { drawMessages } from './messages.js'

const find = (id) => document.getElementById(id)

/** The open phone and peer live in the address, so a reload shows the same. */
const [, openPhone, openPeer] = location.hash.split('/')
const state = { phones: [], groups: [], phone: openPhone, peer: openPeer }

const currentPhone = () => state.phones.find(({ phone }) => phone === state.phone)
const nameOf = (peer) =>
  state.phones.find(({ phone }) => phone === peer)?.name ??
  state.groups.find(({ id }) => id === peer)?.subject ??
  `+${peer}`
const isGroup = (peer) => peer.endsWith('@g.us')

/** Shows a refusal where it happened, and clears it when the next try works. */
const attempt = async (form, work) => {
  const problem = form.querySelector('.problem')
  const buttons = form.querySelectorAll('button')
  for (const button of buttons) button.disabled = true
  try {
    await work()
    problem.hidden = true
    return true
  } catch (error) {
    problem.textContent = error.message
    problem.hidden = false
    return false
  } finally {
    for (const button of buttons) button.disabled = false
  }
}

const showPhones = async () => {
  ;[state.phones, state.groups] = await Promise.all([api.phones(), api.groups()])
  find('phones').replaceChildren(
    ...state.phones.map((phone) => phoneRow(phone, phone.phone === state.phone, () => open(phone.phone))),
  )
  find('no-phones').hidden = state.phones.length > 0
  const phone = currentPhone()
  find('phone').hidden = !phone
  find('nothing').hidden = Boolean(phone)
  if (!phone) return
  find('phone-name').textContent = phone.name
  find('phone-number').textContent = `+${phone.phone}`
  find('phone-avatar').textContent = phone.name.trim().slice(0, 1).toUpperCase()
  find('devices').replaceChildren(
    ...phone.devices.map((device) =>
      deviceItem(device, async () => {
        await api.unlink(phone.phone, device.device)
        await showPhones()
      }),
    ),
  )
  const others = state.phones.filter((other) => other.phone !== phone.phone)
  const groups = state.groups.filter(({ participants }) =>
    participants.some((member) => member.phone === phone.phone),
  )
  find('others').replaceChildren(
    ...others.map((other) => element('option', { value: other.phone }, other.name)),
    ...groups.map(({ id, subject }) => element('option', { value: id }, subject)),
  )
}

const showChats = async () => {
  if (!currentPhone()) return
  const { phone, peer } = state
  const chats = await api.chats(phone)
  if (peer && !chats.some((chat) => chat.peer === peer)) {
    chats.unshift({ peer, name: nameOf(peer), unread: 0 })
  }
  if (phone !== state.phone) return
  find('chats').replaceChildren(
    ...chats.map((chat) => chatRow(chat, chat.peer === state.peer, () => open(phone, chat.peer))),
  )
}

/** What one can do with a message; a refusal shows below the line one writes in. */
const actionsOf = (message) => {
  const now = (work) => () => void attempt(find('composer'), work)
  return {
    react: (emoji) => now(() => api.react(state.phone, message.id, emoji))(),
    reply: () => composer.reply(message),
    edit: () => composer.edit(message),
    remove: now(() => api.remove(state.phone, message.id)),
    lose: (phonesToo) =>
      now(async () => {
        await api.fault({ kind: 'media_lost', messageId: message.id, phonesToo })
        await showMessages()
      })(),
  }
}

/** The newest message stays in view, also when its picture comes later; whoever scrolled up is left there. */
let followsEnd = true
const follow = () => {
  const list = find('messages')
  if (followsEnd) list.scrollTop = list.scrollHeight
}

const showMessages = async () => {
  find('chat').hidden = !state.peer || !currentPhone()
  if (find('chat').hidden) return
  const { phone, peer } = state
  const messages = await api.messages(phone, peer)
  if (phone !== state.phone || peer !== state.peer) return
  const list = find('messages')
  find('chat-title').textContent = nameOf(peer)
  drawMessages(list, messages, { phone, nameOf, actionsOf })
  follow()
  const unread = messages.some(({ status }) => status === 'received')
  if (unread && document.visibilityState === 'visible') await api.read(phone, peer)
}

const showQrs = async () => {
  const waiting = await api.qrs()
  find('qrs').replaceChildren(...waiting.map((entry) => qrItem(entry, () => scan(entry.qr))))
}

const showAll = async () => {
  await showPhones()
  await Promise.all([showChats(), showMessages(), showQrs()])
}

const open = async (phone, peer = '') => {
  if (phone !== state.phone || peer !== state.peer) composer.clear()
  followsEnd = true
  Object.assign(state, { phone, peer })
  history.replaceState(null, '', `#/${phone}/${peer}`)
  await showAll()
  if (peer) find('text').focus()
}

const scan = (qr) =>
  attempt(find('scan-form'), async () => {
    await api.scan(state.phone, qr)
    find('qr-text').value = ''
    find('scan').close()
    await showPhones()
  })

const onSubmit = (id, work) =>
  find(id).addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(event.target, () => work(event.target))
  })

onSubmit('new-phone', async (form) => {
  const { phone } = await api.addPhone(form.phone.value, form.name.value)
  form.reset()
  await open(phone)
})
onSubmit('new-chat', async (form) => {
  const written = form.peer.value.trim()
  const peer = isGroup(written) ? written : written.replace(/\D/g, '')
  if (!isGroup(written) && !state.phones.some(({ phone }) => phone === peer))
    throw new Error('That number is not on WhatsApp here')
  form.reset()
  await open(state.phone, peer)
})
onSubmit('composer', async (form) => {
  await composer.send(state.phone, state.peer)
  await Promise.all([showChats(), showMessages()])
  form.text.focus()
})
onSubmit('card-form', async (form) => {
  await api.send(state.phone, { to: state.peer, content: composer.cardOf(form) })
  form.reset()
  form.dispatchEvent(new Event('change'))
  find('card').close()
  await Promise.all([showChats(), showMessages()])
})
onSubmit('code-form', async (form) => {
  await api.linkByCode(state.phone, form.code.value)
  form.reset()
  find('scan').close()
  await showPhones()
})
composer.start()
life.start({ current: currentPhone, attempt, opened: (group) => open(state.phone, group) })
groups.start({ current: currentPhone, nameOf, attempt, changed: showAll })
life.showTyping(find('text'), () => state)
find('messages').addEventListener('scroll', ({ target: list }) => {
  followsEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
})
new ResizeObserver(follow).observe(find('messages'))
for (const came of ['load', 'loadedmetadata']) find('messages').addEventListener(came, follow, true)
find('scan-form').addEventListener('submit', (event) => {
  event.preventDefault()
  void scan(find('qr-text').value)
})
find('open-scan').addEventListener('click', () => {
  void showQrs()
  find('scan').showModal()
})
find('close-scan').addEventListener('click', () => find('scan').close())
find('text').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  event.target.form.requestSubmit()
})
document.addEventListener('visibilitychange', () => void showMessages())

/** Bursts of events become one refresh. */
const soon = (work) => {
  let timer
  return () => {
    clearTimeout(timer)
    timer = setTimeout(() => void work(), 80)
  }
}
const events = new EventSource('/api/events')
const refreshChat = soon(() => Promise.all([showChats(), showMessages()]))
events.addEventListener('message', (event) => {
  if (JSON.parse(event.data).phone === state.phone) refreshChat()
})
events.addEventListener('phone', soon(showPhones))
events.addEventListener('qr', soon(showQrs))
events.addEventListener('open', soon(showAll))
