// How to start, step by step; put away once read, and back by the question mark.

import { el, iconButton } from './dom.js';
import { say, onLanguage } from './words.js';

const kept = 'frontdesk.hint';
const node = () => document.getElementById('hint');

export function beginHint() {
  node().hidden = localStorage.getItem(kept) === 'away';
  document.getElementById('help').addEventListener('click', () => show(node().hidden));
  onLanguage(draw);
  draw();
}

function show(wanted) {
  node().hidden = !wanted;
  document.getElementById('help').setAttribute('aria-expanded', String(wanted));
  if (wanted) localStorage.removeItem(kept);
  else localStorage.setItem(kept, 'away');
}

function draw() {
  node().replaceChildren(
    el('h2', {}, say('hint_title')),
    el('ol', {}, ['hint_1', 'hint_2', 'hint_3', 'hint_4'].map((key) => el('li', {}, say(key)))),
    iconButton('close', say('hint_close'), () => show(false)));
}
