// What opens over the page: menus, toasts as Telegram's callback answers, alerts, the photo viewer.

import { el, icon } from './dom.js';
import { say } from './words.js';

let open = null;

/** menu opens a list of choices beside an element. items: {label, icon, act, note, chosen, node}. */
export function menu(beside, items, attributes = {}) {
  closeMenu();
  const list = el('div', { class: 'menu', role: 'menu', popover: 'auto', ...attributes }, items.map(item));
  list.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    list.remove();
    if (open === list) open = null;
    beside.setAttribute('aria-expanded', 'false');
  });
  list.addEventListener('keydown', walk);
  document.body.append(list);
  list.showPopover();
  place(list, beside);
  beside.setAttribute('aria-expanded', 'true');
  open = list;
  (list.querySelector('[aria-checked="true"]') ?? list.querySelector('[role^="menuitem"]'))?.focus({ preventScroll: false });
  return list;
}

export function closeMenu() {
  open?.hidePopover();
}

function item({ label, icon: picture, act, note, chosen, lead, trail, heading }) {
  if (heading) return el('div', { class: 'heading', role: 'presentation' }, heading);
  return el('button', {
    type: 'button', role: chosen === undefined ? 'menuitem' : 'menuitemradio', 'aria-checked': chosen === undefined ? null : String(chosen),
    onclick: () => { closeMenu(); act(); },
  }, lead ?? (picture ? icon(picture) : null), el('span', { class: 'about' }, el('span', { class: 'label' }, label), note ? el('small', {}, note) : null), trail ?? null);
}

function place(list, beside) {
  const from = beside.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const left = Math.max(8, Math.min(from.left, innerWidth - width - 8));
  const below = from.bottom + 4;
  const top = below + height <= innerHeight - 8 ? below : Math.max(8, from.top - height - 4);
  list.style.left = `${left}px`;
  list.style.top = `${top}px`;
}

function walk(event) {
  const moves = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  if (!(event.key in moves)) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll('[role^="menuitem"]')];
  const at = items.indexOf(document.activeElement) + moves[event.key];
  items[Math.max(0, Math.min(items.length - 1, at))]?.focus();
}

/** toast floats a sentence in over a chat for some seconds, longer for longer sentences. */
export function toast(over, text, kind = '') {
  const node = el('div', { class: `toast ${kind}`, role: kind === 'wrong' ? 'alert' : 'status' }, text);
  over.querySelectorAll('.toast').forEach((old) => old.remove());
  over.append(node);
  const stay = Math.min(9000, 2600 + text.length * 45);
  setTimeout(() => node.classList.add('going'), stay);
  setTimeout(() => node.remove(), stay + 400);
}

const waiting = [];

/** alertBox shows a sentence that has to be confirmed; several come one after the other. */
export function alertBox(text) {
  waiting.push(text);
  if (waiting.length === 1) nextAlert();
}

function nextAlert() {
  const box = document.getElementById('alert');
  const close = () => box.close();
  box.replaceChildren(el('p', {}, waiting[0]), el('button', { type: 'button', class: 'plain', onclick: close, autofocus: true }, say('ok')));
  box.setAttribute('aria-label', say('alert'));
  box.onclose = () => {
    waiting.shift();
    if (waiting.length) nextAlert();
  };
  box.showModal();
}

/** viewer shows a photo as large as the screen allows. */
export function viewer(address, caption) {
  const box = document.getElementById('viewer');
  box.replaceChildren(
    el('button', { type: 'button', class: 'round', 'aria-label': say('close'), onclick: () => box.close() }, icon('close')),
    el('img', { src: address, alt: caption || say('media_photo'), onclick: () => box.close() }),
    caption ? el('p', {}, caption) : '');
  box.setAttribute('aria-label', say('media_photo'));
  box.showModal();
}
