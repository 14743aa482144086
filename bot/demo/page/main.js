// Starts the page: texts first, then the stream of what happens.

import { el, iconButton } from './dom.js';
import { beginWords, setLanguage, language, languages, nameOf, say, onLanguage } from './words.js';
import { begin, change, emit } from './world.js';
import { listen } from './net.js';
import { beginColumns, addPicker } from './columns.js';
import { beginClock } from './clock.js';
import { beginHint } from './hint.js';

const byId = (id) => document.getElementById(id);

async function texts() {
  for (let wait = 500; ; wait = Math.min(wait * 1.6, 5000)) {
    const answer = await fetch('/texts').catch(() => null);
    if (answer?.ok) return answer.json();
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

function labels() {
  document.querySelectorAll('[data-label]').forEach((node) => {
    node.setAttribute('aria-label', say(node.dataset.label));
    if (node.matches('button')) node.title = say(node.dataset.label);
  });
  byId('language').replaceChildren(...languages.map((tag) => el('option', { value: tag, lang: tag, selected: tag === language() }, nameOf(tag))));
  const plus = byId('add') ?? iconButton('plus', '', (event) => addPicker(event.currentTarget), { id: 'add' });
  plus.title = say('add_chat');
  plus.setAttribute('aria-label', say('add_chat'));
  document.querySelector('.tools').prepend(plus);
}

function line(up) {
  const banner = byId('banner');
  if (banner.hidden === up) return;
  banner.hidden = up;
  banner.textContent = up ? '' : say('connection_lost');
  document.body.classList.toggle('cut', !up);
}

const { words, zone, offset } = await texts();
beginWords(words, zone, offset);
onLanguage(labels);
labels();
byId('language').addEventListener('change', (event) => setLanguage(event.target.value));
beginHint();
beginClock();
beginColumns();
listen({ world: begin, change, clock: (report) => emit('clock', report), beat: () => {} }, line);
