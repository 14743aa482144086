// The foot of a chat: the text box with what can be attached, the bot's commands, the reply keyboard,
// or the one big button when there is nothing to write yet.

import { el, icon, iconButton } from './dom.js';
import { say } from './words.js';
import { world, isPrivate } from './world.js';
import { commandsFor } from './net.js';
import { menu, closeMenu } from './menus.js';
import { attachItems } from './attach.js';
import { snippet, senderName, senderOf, bodyOf, editable } from './message.js';

const photoTypes = 'image/jpeg,image/png,image/webp,image/gif';

const longest = 4096; // UTF-16 units of one message

/** Composer sends on behalf of one person; send(action, body) does it and says whether it worked. */
export class Composer {
  constructor(send) {
    this.send = send;
    this.replyTo = 0;
    this.editing = 0;
    this.shown = '';
    this.node = el('div', { class: 'composer' });
    this.hidden = new Set(); // one-time keyboards that were used, and those put away by hand
    this.build();
  }

  build() {
    this.box = el('textarea', { rows: 1, class: 'box', data: { focus: 'box' }, enterkeyhint: 'send', oninput: () => this.typed(), onkeydown: (event) => this.key(event), onpaste: (event) => this.paste(event) });
    this.photos = el('input', { type: 'file', accept: photoTypes, multiple: true, hidden: true, onchange: () => this.files(this.photos, 'photo') });
    this.documents = el('input', { type: 'file', multiple: true, hidden: true, onchange: () => this.files(this.documents, 'document') });
    this.context = el('div', { class: 'context', hidden: true });
    this.keyboard = el('div', { class: 'keyboard', role: 'group', hidden: true });
    this.attach = iconButton('clip', '', () => this.attachMenu(), { 'aria-haspopup': 'menu' });
    this.slash = iconButton('slash', '', () => this.commandMenu(), { 'aria-haspopup': 'menu' });
    this.toggle = iconButton('keys', '', () => this.toggleKeyboard(), { hidden: true });
    this.go = iconButton('send', '', () => this.submit(), { class: 'round send' });
    this.big = el('button', { type: 'button', class: 'big', hidden: true });
    this.note = el('p', { class: 'note', hidden: true });
    this.bar = el('div', { class: 'bar' }, this.attach, el('div', { class: 'field' }, this.box, this.toggle, this.slash), this.go);
    this.node.append(this.context, this.bar, this.big, this.note, this.keyboard, this.photos, this.documents);
  }

  /** show fits the foot to the chat and the person. */
  show(chat, as, thread) {
    const owner = `${chat.id}|${as}`;
    if (owner !== this.shown) this.forget();
    this.shown = owner;
    Object.assign(this, { chat, as, thread });
    this.label();
    const state = this.state();
    this.bar.hidden = state !== 'write';
    this.big.hidden = !['start', 'blocked'].includes(state);
    this.note.hidden = state !== 'outside';
    if (state === 'start') this.bigButton('start', () => this.send('start', {}));
    if (state === 'blocked') this.bigButton('unblock', () => this.send('unblock', {}));
    this.note.textContent = say('not_member');
    this.force();
    this.drawKeyboard(state === 'write');
    this.drawContext();
  }

  state() {
    if (!isPrivate(this.chat)) return this.as ? 'write' : 'outside';
    const person = world.people.get(this.chat.id);
    if (person?.blocked) return 'blocked';
    return this.chat.messages.size ? 'write' : 'start';
  }

  label() {
    const names = [[this.attach, 'attach'], [this.slash, 'commands'], [this.toggle, 'keyboard'], [this.go, this.editing ? 'save' : 'send']];
    for (const [button, key] of names) {
      button.setAttribute('aria-label', say(key));
      button.title = say(key);
    }
    this.box.setAttribute('aria-label', say('message_box'));
    this.box.placeholder = this.chat.keyboard?.placeholder || say('message_box');
    this.keyboard.setAttribute('aria-label', say('keyboard'));
  }

  bigButton(key, act) {
    this.big.textContent = say(key);
    this.big.onclick = act;
  }

  forget() {
    this.box.value = '';
    this.replyTo = 0;
    this.editing = 0;
    this.fit();
  }

  // A bot may ask that the next message be a reply to its own.
  force() {
    const last = [...this.chat.messages.values()].filter((message) => message.from?.is_bot).at(-1);
    if (!last?.force_reply || this.forced === last.id) return;
    this.forced = last.id;
    this.replyTo = last.id;
  }

  drawContext() {
    const about = this.chat.messages.get(this.editing || this.replyTo);
    this.context.hidden = !about;
    if (!about) {
      if (this.editing) this.forget();
      this.replyTo = this.editing = 0;
      return;
    }
    const title = this.editing ? say('editing') : say('replying', { who: senderName(about) });
    this.context.replaceChildren(icon(this.editing ? 'edit' : 'reply'),
      el('span', { class: 'about' }, el('b', {}, title), el('span', {}, snippet(about))),
      iconButton('close', say('cancel'), () => this.cancel()));
  }

  cancel() {
    if (this.editing) this.box.value = '';
    this.replyTo = this.editing = 0;
    this.fit();
    this.drawContext();
    this.label();
    this.box.focus();
  }

  reply(message) {
    this.editing = 0;
    this.replyTo = message.id;
    this.drawContext();
    this.box.focus();
  }

  edit(message) {
    this.replyTo = 0;
    this.editing = message.id;
    this.box.value = bodyOf(message);
    this.fit();
    this.drawContext();
    this.label();
    this.box.focus();
  }

  typed() {
    this.fit();
    if (this.box.value === '/') this.commandMenu();
  }

  fit() {
    this.box.style.height = 'auto';
    this.box.style.height = `${Math.min(this.box.scrollHeight, 140)}px`;
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === 'Escape' && (this.editing || this.replyTo)) {
      event.stopPropagation();
      this.cancel();
    } else if (event.key === 'ArrowUp' && !this.box.value) {
      const own = [...this.chat.messages.values()].filter((message) => senderOf(message) === this.as && editable(message)).at(-1);
      if (own) {
        event.preventDefault();
        this.edit(own);
      }
    }
  }

  async submit() {
    const text = this.box.value.trim();
    if (!text) return this.box.focus();
    const draft = this.box.value;
    const { editing, replyTo } = this;
    this.forget();
    this.drawContext();
    this.label();
    const done = editing ? await this.send('edit', { message: editing, text }) : await this.say(text, replyTo);
    if (!done && !this.box.value) {
      this.box.value = draft;
      Object.assign(this, { editing, replyTo });
      this.fit();
      this.drawContext();
    }
    this.box.focus();
  }

  // A longer text goes out in several messages, as from Telegram's own apps.
  async say(text, replyTo) {
    let done = null;
    for (let at = 0, end; at < text.length; at = end) {
      end = Math.min(at + longest, text.length);
      if (end < text.length && /[\ud800-\udbff]/.test(text[end - 1])) end--;
      done = await this.send('say', { text: text.slice(at, end), reply_to: at ? 0 : replyTo, thread: this.thread });
      if (!done) return null;
    }
    return done;
  }

  paste(event) {
    const pictures = [...(event.clipboardData?.files ?? [])].filter((file) => photoTypes.includes(file.type));
    if (!pictures.length) return;
    event.preventDefault();
    this.upload(pictures, 'photo');
  }

  files(input, kind) {
    const chosen = [...input.files];
    input.value = '';
    if (chosen.length) this.upload(chosen, kind);
  }

  async upload(files, kind) {
    const form = this.form(kind);
    files.forEach((file) => form.append('file', file, file.name));
    if (await this.send('media', form)) this.sent();
  }

  form(kind) {
    const form = new FormData();
    const fields = { kind, text: this.box.value.trim(), reply_to: this.replyTo, thread: this.thread || 0 };
    for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
    return form;
  }

  sent() {
    this.forget();
    this.drawContext();
    this.box.focus();
  }

  attachMenu() {
    menu(this.attach, attachItems(this));
  }

  /** sample sends one of the things that are at hand without a file. */
  async sample(kind) {
    if (await this.send('media', this.form(kind))) this.sent();
  }

  /** also sends something that is no text, as an answer where one is being written. */
  async also(action, body = {}) {
    if (await this.send(action, { ...body, reply_to: this.replyTo, thread: this.thread })) this.sent();
  }

  async commandMenu() {
    const commands = await commandsFor(this.chat.id, this.as);
    if (!commands.length) return menu(this.slash, [{ label: say('commands_none'), act: () => this.box.focus() }]);
    menu(this.slash, commands.map(({ command, description }) => ({
      label: `/${command}`, note: description, act: () => {
        if (this.box.value === '/') this.forget();
        this.send('say', { text: `/${command}`, thread: this.thread });
        this.box.focus();
      },
    })), { 'aria-label': say('commands') });
  }

  drawKeyboard(writing) {
    const board = this.chat.keyboard;
    const mark = board ? `${this.chat.id}-${board.message}` : '';
    this.toggle.hidden = !board;
    this.keyboard.hidden = !writing || !board || this.hidden.has(mark);
    this.toggle.setAttribute('aria-pressed', String(!this.keyboard.hidden));
    const drawn = board ? mark + JSON.stringify(board.rows) : '';
    if (!board || this.drawnKeyboard === drawn) return;
    this.drawnKeyboard = drawn;
    this.keyboard.replaceChildren(...board.rows.map((row) => el('div', { class: 'keyrow' }, row.map((key) => this.replyKey(key, board, mark)))));
  }

  replyKey(key, board, mark) {
    const style = ['primary', 'danger', 'success'].includes(key.style) ? ` ${key.style}` : '';
    const press = async () => {
      if (board.one_time) this.hidden.add(mark);
      if (key.request_contact) await this.send('contact', {});
      else if (key.request_location) await this.send('location', {});
      else await this.send('say', { text: key.text, thread: this.thread, reply_to: isPrivate(this.chat) ? 0 : board.message });
      this.drawKeyboard(true);
    };
    return el('button', { type: 'button', class: `replykey${style}`, onclick: press }, key.request_contact && !/^\p{Extended_Pictographic}/u.test(key.text) ? icon('contact') : null, key.text);
  }

  toggleKeyboard() {
    const mark = `${this.chat.id}-${this.chat.keyboard.message}`;
    if (!this.hidden.delete(mark)) this.hidden.add(mark);
    this.drawKeyboard(true);
    closeMenu();
  }
}
