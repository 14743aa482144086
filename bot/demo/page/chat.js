// The messages of one chat as a scrolling list. Only what changed is drawn anew, so that a press, a
// selection or the place one reads at survives an edit elsewhere.

import { el, iconButton, keepFocus } from './dom.js';
import { say, language, dayMark, dayName } from './words.js';
import { isPrivate } from './world.js';
import { messageRow, serviceRow, dateOf, senderOf } from './message.js';

const runGap = 10 * 60 * 1000; // messages of one sender within this stand together

/** MessageList shows a chat to one person; acts are what can be done with a message. */
export class MessageList {
  constructor(acts, onRead) {
    this.acts = { ...acts, jump: (id) => this.jump(id), grown: () => this.stuck && this.toBottom() };
    this.onRead = onRead;
    this.drawn = new Map();
    this.stuck = true;
    this.inner = el('div', { class: 'inner' });
    this.scroller = el('div', { class: 'scroller', role: 'log', tabindex: 0, 'aria-live': 'off' }, this.inner);
    this.count = el('b', { class: 'badge', hidden: true });
    this.down = iconButton('down', say('to_bottom'), () => this.toBottom(true), { class: 'todown', hidden: true });
    this.down.append(this.count);
    this.node = el('div', { class: 'wall' }, this.scroller, this.down);
    this.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.stuck && this.toBottom()).observe(this.scroller);
  }

  /** show draws the chat as the person sees it; thread limits it to one topic. */
  show(chat, as, thread, unread) {
    const other = this.chat?.id !== chat.id || this.acts.as !== as || this.thread !== thread;
    this.chat = chat;
    this.acts.as = as;
    this.thread = thread;
    if (this.spoke() || other) this.stuck = true;
    this.scroller.setAttribute('aria-label', say('messages'));
    this.down.setAttribute('aria-label', say('to_bottom'));
    keepFocus(this.node, () => this.draw());
    this.count.textContent = unread;
    this.count.hidden = !unread;
    if (this.stuck) this.toBottom();
  }

  // spoke tells whether the person has said something since the last drawing; one wants to see one's own words.
  spoke() {
    const own = [...this.chat.messages.values()].findLast((message) => senderOf(message) === this.acts.as)?.id ?? 0;
    const before = this.own ?? own;
    this.own = own;
    return own > before;
  }

  draw() {
    const wanted = this.rows();
    const next = new Map();
    const stay = new Set(wanted.map(({ id }) => id));
    for (const [id, { node }] of this.drawn) if (!stay.has(id)) node.remove();
    let at = this.inner.firstChild;
    for (const { id, version, make } of wanted) {
      const old = this.drawn.get(id);
      const fresh = !old || old.version !== version;
      const node = fresh ? make() : old.node;
      if (fresh && old) {
        if (at === old.node) at = old.node.nextSibling;
        old.node.remove();
      } else if (!old && this.drawn.size) {
        node.classList.add('new');
      }
      if (node === at) at = at.nextSibling;
      else this.inner.insertBefore(node, at);
      next.set(id, { version, node });
    }
    this.drawn = next;
  }

  rows() {
    const out = [];
    const groups = this.groups();
    let day = '';
    groups.forEach((group, i) => {
      const message = group[0];
      const today = dayMark(dateOf(message));
      if (today !== day) out.push({ id: `day-${today}`, version: language(), make: () => el('div', { class: 'day' }, el('span', {}, dayName(dateOf(message)))) });
      const place = { first: today !== day || !together(groups[i - 1]?.[0], message), last: !together(message, groups[i + 1]?.[0]), topic: this.chat.topics?.[message.thread] };
      day = today;
      out.push({ id: `m-${message.id}`, version: this.version(group, place), make: () => (message.service ? serviceRow(message) : messageRow(this.chat, group, place, this.acts)) });
    });
    return out;
  }

  version(group, place) {
    const { as, busyMark } = this.acts;
    const quoted = this.chat.messages.get(group[0].reply_to)?.revision;
    return [this.chat.id, as, language(), place.first, place.last, place.topic, group.map((part) => part.revision), quoted, busyMark(group[0])].join('|');
  }

  groups() {
    const groups = [];
    for (const message of this.chat.messages.values()) {
      if (this.thread && message.thread !== this.thread) continue;
      const last = groups.at(-1);
      if (message.album && last?.[0].album === message.album) last.push(message);
      else groups.push([message]);
    }
    return groups;
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.stuck = scrollHeight - scrollTop - clientHeight < 60;
    this.down.hidden = this.stuck;
    if (this.stuck && clientHeight) this.onRead();
    this.showDay();
  }

  // The day floats at the top only while one scrolls, so that it never covers what is being read.
  showDay() {
    this.scroller.classList.toggle('scrolling', !this.stuck);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.scroller.classList.remove('scrolling'), 1200);
  }

  toBottom(smooth = false) {
    this.stuck = true;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth && !calm ? 'smooth' : 'instant' });
    this.down.hidden = true;
  }

  /** atBottom tells whether the newest message is on the screen. */
  atBottom() {
    return this.stuck && this.scroller.clientHeight > 0;
  }

  jump(id) {
    const group = this.groups().find((parts) => parts.some((part) => part.id === id));
    const row = group && this.drawn.get(`m-${group[0].id}`)?.node;
    if (!row) return;
    this.stuck = false;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    row.scrollIntoView({ block: 'center', behavior: calm ? 'instant' : 'smooth' });
    row.classList.remove('flash');
    requestAnimationFrame(() => row.classList.add('flash'));
    setTimeout(() => row.classList.remove('flash'), 1600);
  }
}

function together(before, message) {
  if (!before || !message || before.service || message.service) return false;
  return senderOf(before) === senderOf(message) && dateOf(message) - dateOf(before) < runGap && dayMark(dateOf(before)) === dayMark(dateOf(message));
}

/** unreadBy counts what a person has not seen: newer than the last read and not their own. */
export function unreadBy(chat, as, lastRead) {
  let count = 0;
  for (const message of chat.messages.values()) {
    if (message.id > lastRead && senderOf(message) !== as && !(message.service && isPrivate(chat))) count++;
  }
  return count;
}
