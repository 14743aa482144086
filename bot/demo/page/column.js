// One column: a chat as one person sees it. A private chat is seen by its owner; in a group one
// chooses who speaks and presses.

import { el, icon, iconButton, avatar } from './dom.js';
import { say, has } from './words.js';
import { world, isPrivate, nameOfChat, personName, speakers } from './world.js';
import { post } from './net.js';
import { menu, toast, alertBox, viewer } from './menus.js';
import { MessageList, unreadBy } from './chat.js';
import { Composer } from './composer.js';
import { snippet, bodyOf, senderOf, editable, alarmIn } from './message.js';
import { startCode, harmless } from './rich.js';

const patience = 15_000; // Telegram gives a press up about then
const early = new Map(); // answers that came before the page knew its press's id

/** roleOf says what a person is here: the role in the reader's language, whether enrolled, and where. */
export function roleOf(id) {
  const person = world.people.get(id);
  if (!person?.role) return '';
  const key = `role_${person.role}`;
  return [has(key) ? say(key) : person.role, person.outside ? say('outside') : '', person.place].filter(Boolean).join(' · ');
}

export class Column {
  constructor(state, house) {
    this.state = state;
    this.house = house;
    this.pressed = new Map(); // button mark → query id, '' until known
    this.acts = {
      as: 0,
      link: (href) => this.link(href),
      command: (text) => this.send('say', { text, thread: this.thread() }),
      show: viewer,
      press: (message, button) => this.press(message, button),
      busy: (message, button) => this.pressed.has(markOf(message, button)),
      busyMark: (message) => [...this.pressed.keys()].filter((mark) => mark.startsWith(`${message.id}|`)).join(),
      menu: (message, beside) => this.messageMenu(message, beside),
      edit: (message) => this.composer.edit(message),
    };
    this.list = new MessageList(this.acts, () => this.house.read(this.chat()));
    this.acts = this.list.acts;
    this.composer = new Composer((action, body) => this.send(action, body));
    this.head = el('header', { class: 'head' });
    this.pin = el('button', { type: 'button', class: 'pinned', hidden: true });
    this.toasts = el('div', { class: 'toasts' });
    this.list.node.append(this.toasts);
    this.node = el('section', { class: 'column' }, this.head, this.pin, this.list.node, this.composer.node);
    this.list.node.addEventListener('click', (event) => this.tapped(event));
    this.list.node.addEventListener('contextmenu', (event) => this.contextMenu(event));
    this.list.node.addEventListener('dblclick', (event) => this.replyTo(event));
  }

  chat() {
    return world.chats.get(this.state.chat);
  }

  /** as is the person who speaks here; 0 when nobody of the group can. */
  as() {
    const chat = this.chat();
    if (!chat) return 0;
    if (isPrivate(chat)) return chat.id;
    const people = speakers(chat);
    return [this.state.as, chat.speaker].find((id) => people.includes(id)) ?? people[0] ?? 0;
  }

  thread() {
    return this.chat()?.forum ? this.state.thread ?? 0 : 0;
  }

  draw() {
    const chat = this.chat();
    if (!chat) return this.drawGone();
    const as = this.as();
    this.drawHead(chat, as);
    this.drawPinned(chat);
    this.composer.node.hidden = false;
    this.composer.show(chat, as, this.thread());
    this.list.show(chat, as, this.thread(), unreadBy(chat, as, this.house.lastRead(chat)));
    if (this.list.atBottom() && this.onScreen()) this.house.read(chat);
    this.drawAlarm(chat);
    this.node.setAttribute('aria-label', nameOfChat(chat));
  }

  // An alarm that nobody has taken colours the column, and each time it sounds the column stands out.
  drawAlarm(chat) {
    const alarm = alarmIn(chat);
    this.node.classList.toggle('alarmed', Boolean(alarm));
    const sounded = alarm ? `${chat.id}|${alarm.id}` : '';
    if (sounded && sounded !== this.sounded) this.noticed('sounding', 2400);
    this.sounded = sounded;
  }

  /** onScreen tells whether at least half of the column can be seen. */
  onScreen() {
    const { left, right, width } = this.node.getBoundingClientRect();
    return width > 0 && Math.min(right, innerWidth) - Math.max(left, 0) >= width / 2;
  }

  drawGone() {
    this.node.classList.remove('alarmed');
    this.composer.node.hidden = true;
    this.pin.hidden = true;
    this.head.replaceChildren(this.titleButton(el('span', { class: 'avatar' }), say('chat_gone'), ''));
  }

  drawHead(chat, as) {
    const single = isPrivate(chat);
    const version = JSON.stringify([chat.id, chat.title, chat.topics, as, this.thread(), document.documentElement.lang, single ? world.people.get(as) : chat.members, this.house.count() > 1]);
    if (this.headDrawn === version) return;
    this.headDrawn = version;
    this.head.classList.toggle('double', !single);
    const subtitle = single ? roleOf(chat.id) || say('private_chat') : say('members', { count: chat.members?.length ?? 0 });
    const held = this.head.contains(document.activeElement) ? document.activeElement.dataset.focus : '';
    const choices = single ? [] : [this.speakerSelect(chat, as), this.topicSelect(chat)].filter(Boolean);
    this.head.replaceChildren(
      this.titleButton(avatar(chat.id, nameOfChat(chat), !single), nameOfChat(chat), choices.length ? '' : subtitle),
      ...(choices.length ? [el('div', { class: 'picks' }, choices)] : []),
      iconButton('more', say('chat_menu'), (event) => this.chatMenu(event.currentTarget), { 'aria-haspopup': 'menu', data: { focus: 'chat-menu' } }));
    if (held) this.head.querySelector(`[data-focus="${held}"]`)?.focus();
  }

  titleButton(picture, title, subtitle) {
    return el('button', { type: 'button', class: 'title', 'aria-haspopup': 'menu', title: say('choose_chat'), data: { focus: 'title' }, onclick: (event) => this.house.picker(event.currentTarget, this.state.chat, (id) => this.turnTo(id)) },
      picture, el('span', { class: 'about' }, el('b', {}, el('span', {}, title), icon('down')), subtitle ? el('small', {}, subtitle) : null));
  }

  turnTo(id) {
    this.state.chat = id;
    delete this.state.as;
    delete this.state.thread;
    this.house.save();
  }

  speakerSelect(chat, as) {
    const people = speakers(chat);
    if (!people.length) return null;
    const choose = (event) => {
      this.state.as = Number(event.target.value);
      this.house.save();
    };
    const options = people.map((id) => el('option', { value: String(id), selected: id === as }, [personName(id), roleOf(id)].filter(Boolean).join(' · ')));
    return el('label', { class: 'pick' }, el('small', {}, say('you_are')),
      el('select', { onchange: choose, data: { focus: 'speaker' } }, options));
  }

  topicSelect(chat) {
    if (!chat.forum) return null;
    const choose = (event) => {
      this.state.thread = Number(event.target.value);
      this.house.save();
    };
    const topics = [['0', say('all_topics')], ...Object.entries(chat.topics ?? {})];
    const options = topics.map(([id, name]) => el('option', { value: id, selected: Number(id) === this.thread() }, name));
    return el('label', { class: 'pick' }, el('small', {}, say('topic')), el('select', { onchange: choose, data: { focus: 'topic' } }, options));
  }

  drawPinned(chat) {
    const pinned = [...chat.messages.values()].filter((message) => message.pinned);
    this.pin.hidden = !pinned.length;
    if (!pinned.length) return;
    this.pinAt = Math.min(this.pinAt ?? pinned.length - 1, pinned.length - 1);
    const shown = pinned[this.pinAt];
    this.pin.replaceChildren(icon('pin'), el('span', { class: 'about' }, el('b', {}, say('pinned')), el('span', {}, snippet(shown))));
    this.pin.onclick = () => {
      this.list.jump(shown.id);
      this.pinAt = (this.pinAt - 1 + pinned.length) % pinned.length;
      this.drawPinned(chat);
    };
  }

  chatMenu(beside) {
    const chat = this.chat();
    const person = isPrivate(chat) ? world.people.get(chat.id) : null;
    menu(beside, [
      { label: say('choose_chat'), icon: 'person', act: () => this.house.picker(beside, this.state.chat, (id) => this.turnTo(id)) },
      ...(person ? [person.blocked
        ? { label: say('unblock'), icon: 'ban', act: () => this.send('unblock', {}) }
        : { label: say('block'), icon: 'ban', note: say('block_note'), act: () => this.send('block', {}) }] : []),
      ...(person ? [] : this.groupItems(chat, beside)),
      ...(this.house.count() > 1 ? [{ label: say('close_column'), icon: 'close', act: () => this.house.close(this) }] : []),
    ]);
  }

  // People come into a group and leave it.
  groupItems(chat, beside) {
    const inside = new Set(speakers(chat));
    const others = [...world.people.values()].filter((person) => !inside.has(person.id)).sort((a, b) => a.rank - b.rank);
    const bring = () => menu(beside, others.map(({ id }) => ({ label: personName(id), note: roleOf(id), lead: avatar(id, personName(id)), act: () => this.send('join', { user: id }) })), { 'aria-label': say('join'), class: 'menu wide' });
    const as = this.as();
    return [
      ...(others.length ? [{ label: say('join'), icon: 'plus', act: bring }] : []),
      ...(as ? [{ label: say('leave', { who: personName(as) }), icon: 'ban', act: () => this.send('leave', {}) }] : []),
    ];
  }

  messageMenu(message, beside) {
    const own = senderOf(message) === this.as();
    menu(beside, [
      { label: say('reply'), icon: 'reply', act: () => this.composer.reply(message) },
      ...(own && editable(message) ? [{ label: say('edit'), icon: 'edit', act: () => this.composer.edit(message) }] : []),
      ...(bodyOf(message) ? [{ label: say('copy'), icon: 'copy', act: () => this.copy(bodyOf(message)) }] : []),
      ...(own ? [{ label: say('delete'), icon: 'bin', act: () => this.send('delete', { message: message.id }) }] : []),
    ]);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast(this.toasts, say('copied'));
    } catch {
      toast(this.toasts, say('copy_failed'), 'wrong');
    }
  }

  // Where there is no pointer to hover with, a tap on a bubble opens its menu.
  tapped(event) {
    if (!matchMedia('(hover: none)').matches || event.target.closest('a,button,.spoiler,.folded')) return;
    const bubble = event.target.closest('.bubble');
    if (bubble && !getSelection()?.toString()) bubble.querySelector('.more')?.click();
  }

  contextMenu(event) {
    const bubble = event.target.closest('.bubble');
    if (!bubble || event.target.closest('a,img') || getSelection()?.toString()) return;
    event.preventDefault();
    bubble.querySelector('.more')?.click();
  }

  replyTo(event) {
    const row = event.target.closest('.row');
    if (!row || event.target.closest('a,button')) return;
    getSelection()?.removeAllRanges();
    const message = this.chat().messages.get(Number(row.dataset.message));
    if (message) this.composer.reply(message);
  }

  /** send posts an action of the person shown here; it tells whether it was taken. */
  async send(action, body) {
    const who = { user: this.as(), chat: this.state.chat };
    if (body instanceof FormData) Object.entries(who).forEach(([name, value]) => body.append(name, String(value)));
    try {
      const told = await post(action, body instanceof FormData ? body : { ...who, ...body });
      if (!['edit', 'press', 'delete'].includes(action)) this.list.toBottom();
      return told;
    } catch (refused) {
      this.wrong(refused);
      return null;
    }
  }

  wrong(refused) {
    const sentence = has(refused.key) ? say(refused.key) : say('error_failed');
    toast(this.toasts, refused.detail ? `${sentence} ${refused.detail}` : sentence, 'wrong');
  }

  async press(message, button) {
    const mark = markOf(message, button);
    if (this.pressed.has(mark)) return;
    if (!button.data) return toast(this.toasts, say('button_unsupported'));
    this.pressed.set(mark, '');
    this.draw();
    const told = await this.send('press', { message: message.id, data: button.data });
    if (!told) return this.release(mark);
    this.pressed.set(mark, told.query);
    setTimeout(() => this.pressed.get(mark) === told.query && this.release(mark), patience);
    const answer = early.get(told.query);
    if (answer) this.answered(answer);
  }

  release(mark) {
    this.pressed.delete(mark);
    this.draw();
  }

  /** answered shows what the bot replied to a press that was made here. */
  answered(answer) {
    early.set(answer.query_id, answer);
    if (early.size > 200) early.delete(early.keys().next().value);
    const found = [...this.pressed].find(([, query]) => query === answer.query_id);
    if (!found) return;
    this.release(found[0]);
    if (answer.text && answer.alert) alertBox(answer.text);
    else if (answer.text) toast(this.toasts, answer.text);
    if (answer.url && !this.link(answer.url) && harmless(answer.url)) open(harmless(answer.url), '_blank', 'noopener');
  }

  // A link that starts this bot acts here, as the person who pressed it; others open as links do.
  link(href) {
    const code = href ? startCode(href, world.bot.username) : null;
    if (code === null) return false;
    const user = this.as();
    post('start', { user, chat: user, code }).then(() => this.house.reveal(user), (refused) => this.wrong(refused));
    return true;
  }

  /** notice draws the eye to the column. */
  notice() {
    this.node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.noticed('noticed', 1200);
  }

  noticed(how, stay) {
    this.node.classList.add(how);
    setTimeout(() => this.node.classList.remove(how), stay);
  }
}

const markOf = (message, button) => `${message.id}|${button.data ?? ''}|${button.text}`;
