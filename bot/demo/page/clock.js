// The desk's clock and the buttons that move it on. Between the program's reports it runs by itself;
// while it is being moved it shows every moment it steps through.

import { el } from './dom.js';
import { say, clockTime, clockDate, shortTime, onLanguage } from './words.js';
import { on } from './world.js';
import { post } from './net.js';
import { toast } from './menus.js';

const moves = [['plus_30s', 30], ['plus_1', 60], ['plus_5', 300], ['plus_15', 900], ['plus_day', 86400]];
const soon = 600; // a move shorter than this, in milliseconds, ends before one could stop it
const byId = (id) => document.getElementById(id);

let told = null; // the last report: {now, busy, from, until} in milliseconds
let heard = 0;
let waiting = 0; // for a move that takes long
let long = false;
let pressed = ''; // the button that had the focus before the one that stops

export function beginClock() {
  on('clock', take);
  on('world', ({ clock }) => take(clock));
  onLanguage(() => { buttons(); draw(); });
  buttons();
  setInterval(draw, 250);
}

function take(report) {
  const was = told?.busy;
  told = report;
  heard = performance.now();
  if (!was !== !report.busy) {
    clearTimeout(waiting);
    long = false;
    if (report.busy) waiting = setTimeout(offerStop, soon);
    buttons();
  }
  if (was && !report.busy) byId('announce').textContent = say('clock_moved', { time: shortTime(report.now) });
  draw();
}

// What stops a move stands where the moves were, not at once, lest a second press on a move stop the first.
function offerStop() {
  long = true;
  byId('steps').style.minWidth = `${byId('steps').offsetWidth}px`;
  buttons();
}

function buttons() {
  const steps = byId('steps');
  const held = steps.contains(document.activeElement) ? document.activeElement.dataset.move : '';
  if (held && held !== 'stop') pressed = held;
  if (!long) steps.style.minWidth = '';
  steps.replaceChildren(...(long ? [stopButton()] : stepButtons()));
  if (held) steps.querySelector(`[data-move="${long ? 'stop' : pressed}"]`)?.focus();
}

function stopButton() {
  return el('button', { type: 'button', class: 'stop', data: { move: 'stop' }, 'aria-label': say('clock_stop_long'), title: say('clock_stop_long'), onclick: stop }, say('clock_stop'));
}

function stepButtons() {
  return moves.map(([key, seconds]) => el('button', {
    type: 'button', data: { move: key }, 'aria-label': say(`${key}_long`), title: say(`${key}_long`), 'aria-disabled': told?.busy ? 'true' : null, onclick: () => move(seconds),
  }, say(key)));
}

async function stop(event) {
  event.currentTarget.setAttribute('aria-disabled', 'true');
  try {
    await post('stop', {});
  } catch (refused) {
    buttons();
    wrong(refused);
  }
}

async function move(seconds) {
  if (!told || told.busy) return;
  take({ ...told, now: reading(), busy: true, from: reading(), until: reading() + seconds * 1000 });
  try {
    take(await post('advance', { seconds }));
  } catch (refused) {
    if (refused.key !== 'error_clock_busy') take({ ...told, busy: false });
    wrong(refused);
  }
}

const wrong = (refused) => toast(byId('top'), [say(refused.key), refused.detail].filter(Boolean).join(' '), 'wrong');

const reading = () => (told.busy ? told.now : told.now + performance.now() - heard);

function draw() {
  if (!told) return;
  const now = reading();
  byId('clock-time').textContent = clockTime(now);
  byId('clock-time').dateTime = new Date(now).toISOString();
  byId('clock-date').textContent = told.busy ? say('clock_moving', { time: shortTime(told.until) }) : clockDate(now);
  byId('top').classList.toggle('moving', told.busy);
  byId('top').setAttribute('aria-busy', String(told.busy));
  byId('progress').hidden = !told.busy;
  const share = told.busy ? (now - told.from) / Math.max(1, told.until - told.from) : 0;
  byId('progress').firstElementChild.style.transform = `scaleX(${Math.max(0.02, Math.min(1, share))})`;
}
