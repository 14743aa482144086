// Which chats are on the screen: side by side where there is room, one at a time with tabs on a phone.
// The choice and what has been read are kept in the browser.

import { el, icon, avatar } from './dom.js';
import { say, language, onLanguage } from './words.js';
import { world, on, isPrivate, nameOfChat } from './world.js';
import { menu, toast } from './menus.js';
import { post } from './net.js';
import { snippet, alarmIn } from './message.js';
import { drawNews } from './news.js';
import { unreadBy } from './chat.js';
import { Column, roleOf } from './column.js';

const keptColumns = 'frontdesk.columns';
const keptReads = 'frontdesk.read';
const most = 8;

const columns = [];
let active = 0;
let reads = stored(keptReads, {});
let drawing = 0;

function stored(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** beginColumns lays the chats out and keeps them up to date from then on. */
export function beginColumns() {
  on('world', () => { lay(); clampReads(); drawAll(); });
  on('chats', schedule);
  on('people', schedule);
  on('answers', (answers) => answers.forEach((answer) => columns.forEach((column) => column.answered(answer))));
  onLanguage(() => columns.length && drawAll());
  addEventListener('visibilitychange', schedule);
  addEventListener('resize', schedule);
  document.getElementById('columns').addEventListener('scroll', schedule, { passive: true });
}

function schedule() {
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(drawAll);
}

function lay() {
  if (columns.length) return;
  const wanted = stored(keptColumns, []).filter(({ chat }) => world.chats.has(chat));
  const first = wanted.length ? wanted : world.columns.filter(({ chat }) => world.chats.has(chat));
  const chosen = first.length ? first : [...world.chats.keys()].slice(0, 4).map((chat) => ({ chat }));
  chosen.forEach(add);
}

function add(state) {
  const column = new Column(state, { save, read, reveal, picker, lastRead, close: remove, count: () => columns.length });
  columns.push(column);
  document.getElementById('columns').append(column.node);
  return column;
}

function remove(column) {
  if (columns.length < 2) return;
  columns.splice(columns.indexOf(column), 1);
  column.node.remove();
  active = Math.min(active, columns.length - 1);
  save();
  drawAll();
}

function save() {
  localStorage.setItem(keptColumns, JSON.stringify(columns.map(({ state }) => state)));
  schedule();
}

const lastRead = (chat) => reads[chat.id] ?? 0;

/** A chat is read when its newest message is on the screen of somebody who looks. */
function read(chat) {
  if (!chat?.last || reads[chat.id] === chat.last || document.visibilityState !== 'visible') return;
  reads[chat.id] = chat.last;
  localStorage.setItem(keptReads, JSON.stringify(reads));
  schedule();
}

// Chats not seen before count as read, and a fresh world's numbers start again below the old ones.
function clampReads() {
  const fresh = stored('frontdesk.boot', '') !== world.boot;
  for (const chat of world.chats.values()) {
    const known = Object.hasOwn(reads, chat.id);
    if (!known || fresh && reads[chat.id] > (chat.last ?? 0)) reads[chat.id] = chat.last ?? 0;
  }
  localStorage.setItem('frontdesk.boot', JSON.stringify(world.boot));
  localStorage.setItem(keptReads, JSON.stringify(reads));
}

function drawAll() {
  columns.forEach((column, i) => column.node.classList.toggle('active', i === active));
  columns.forEach((column) => column.draw());
  drawTabs();
  drawNews(news(), reveal);
  const unread = [...world.chats.values()].reduce((sum, chat) => sum + unreadBy(chat, chat.id, lastRead(chat)), 0);
  const alarm = [...world.chats.values()].some(alarmIn);
  document.title = [alarm ? '🚨' : '', unread ? `(${unread})` : '', 'Frontdesk'].filter(Boolean).join(' ');
}

// What happens where nobody looks: alarms first, then groups, then people. A tab tells of its own chat, but an alarm is
// told of twice rather than missed.
function news() {
  const tabbed = document.getElementById('tabs').clientHeight > 0;
  const shown = new Map(columns.map((column) => [column.state.chat, column]));
  const all = [...world.chats.values()].map((chat) => ({ chat, alarm: Boolean(alarmIn(chat)), unread: unreadBy(chat, chat.id, lastRead(chat)) }));
  const unseen = all.filter(({ chat, alarm, unread }) => !shown.get(chat.id)?.onScreen() && (alarm || unread && !(tabbed && shown.has(chat.id))));
  const order = columns.map(({ state }) => state.chat); // as they stand beside each other, before those that do not
  const place = ({ id }) => (order.includes(id) ? order.indexOf(id) : order.length);
  const weight = ({ chat, alarm }) => (alarm ? 0 : 2000) + (isPrivate(chat) ? 1000 : 0) + place(chat);
  return unseen.sort((a, b) => weight(a) - weight(b));
}

function drawTabs() {
  const strip = document.getElementById('tabs');
  const held = strip.contains(document.activeElement) ? document.activeElement.dataset.tab : null;
  const at = strip.scrollLeft; // an emptied strip forgets it
  strip.replaceChildren(
    ...columns.map((column, i) => tab(column, i)),
    el('button', { type: 'button', class: 'add', 'aria-label': say('add_chat'), data: { tab: 'add' }, onclick: (event) => addPicker(event.currentTarget) }, icon('plus')));
  strip.scrollLeft = at;
  if (held) strip.querySelector(`[data-tab="${held}"]`)?.focus({ preventScroll: true });
}

function tab(column, i) {
  const chat = column.chat();
  const unread = chat ? unreadBy(chat, column.as(), lastRead(chat)) : 0;
  const name = chat ? nameOfChat(chat) : '…';
  return el('button', { type: 'button', 'aria-current': i === active ? 'true' : null, class: chat && alarmIn(chat) ? 'alarmed' : null, data: { tab: i }, onclick: () => activate(i) },
    el('span', { class: 'name' }, name), unread ? el('b', { class: 'badge', 'aria-label': say('unread', { count: unread }) }, unread > 99 ? '99+' : unread) : null);
}

function activate(i) {
  active = i;
  drawAll();
  document.querySelector('#tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

/** reveal brings a chat onto the screen: the column that has it, or a new one. */
function reveal(id) {
  let at = columns.findIndex((column) => column.state.chat === id);
  if (at < 0) {
    if (columns.length >= most) remove(columns.at(-1));
    add({ chat: id });
    at = columns.length - 1;
    save();
  }
  activate(at);
  columns[at].notice();
}

/** picker lists every chat; take is told which was chosen. */
function picker(beside, chosen, take) {
  const chats = [...world.chats.values()];
  const groups = chats.filter((chat) => !isPrivate(chat));
  const rank = (chat) => world.people.get(chat.id)?.rank ?? 1e9;
  const people = chats.filter(isPrivate).sort((a, b) => rank(a) - rank(b));
  const outside = people.filter((chat) => world.people.get(chat.id)?.outside);
  const inside = people.filter((chat) => !outside.includes(chat));
  const entry = (chat) => {
    const unread = unreadBy(chat, chat.id, lastRead(chat));
    const last = [...chat.messages.values()].at(-1);
    return {
      label: nameOfChat(chat), note: [isPrivate(chat) ? roleOf(chat.id) : '', last ? snippet(last) : ''].filter(Boolean).join(' — '),
      lead: avatar(chat.id, nameOfChat(chat), !isPrivate(chat)), chosen: chat.id === chosen, act: () => take(chat.id),
      trail: unread ? el('b', { class: 'badge' }, unread) : null,
    };
  };
  const lists = [['groups', groups], ['people', inside], ['people_outside', outside]].filter(([, list]) => list.length);
  const fresh = { label: say('somebody_new'), note: say('somebody_new_note'), icon: 'plus', act: () => newcomer(take) };
  menu(beside, [...lists.flatMap(([key, list]) => [{ heading: say(key) }, ...list.map(entry)]), fresh], { 'aria-label': say('chats'), class: 'menu wide' });
}

// newcomer brings in somebody whom the desk has never heard of, and shows their private chat.
async function newcomer(take) {
  try {
    take((await post('newcomer', { text: language() })).user);
  } catch (refused) {
    toast(document.getElementById('top'), [say(refused.key), refused.detail].filter(Boolean).join(' '), 'wrong');
  }
}

/** addPicker asks which chat to show as well. */
export function addPicker(beside) {
  picker(beside, 0, reveal);
}
