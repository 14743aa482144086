// What happens in chats that are not on the screen: a row under the clock that is there only when there is something.

import { el } from './dom.js';
import { say, language } from './words.js';
import { nameOfChat } from './world.js';

let drawn = '';

/** drawNews offers each of the chats; show is told which was pressed. entries: {chat, alarm, unread}. */
export function drawNews(entries, show) {
  const version = JSON.stringify([language(), entries.map(({ chat, alarm, unread }) => [chat.id, nameOfChat(chat), alarm, unread])]);
  if (version === drawn) return; // what is being pressed is not taken away
  drawn = version;
  const row = document.getElementById('news');
  const held = row.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  const at = row.scrollLeft;
  row.hidden = !entries.length;
  row.replaceChildren(...entries.map((entry) => chip(entry, show)));
  row.scrollLeft = at;
  if (held) row.querySelector(`[data-chat="${held}"]`)?.focus({ preventScroll: true });
}

function chip({ chat, alarm, unread }, show) {
  const about = [nameOfChat(chat), alarm ? say('alarm_sounds') : '', unread ? say('unread', { count: unread }) : ''].filter(Boolean).join(' · ');
  return el('button', { type: 'button', class: alarm ? 'alarmed' : null, 'aria-label': about, title: about, data: { chat: chat.id }, onclick: () => show(chat.id) },
    el('span', {}, [alarm ? '🚨' : '', nameOfChat(chat)].filter(Boolean).join(' ')), unread ? el('b', { class: 'badge' }, unread > 99 ? '99+' : unread) : null);
}
