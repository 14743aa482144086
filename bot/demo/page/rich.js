// Formatted text as elements, built from the text and its entities. Offsets count UTF-16 units, as
// JavaScript's strings do. Only known kinds become elements and only harmless links can be followed.

import { el } from './dom.js';
import { say } from './words.js';

const plainTags = { bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code' };
const found = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}，。；：！？）」』】]|\bt\.me\/[^\s<>"]+[^\s<>".,;:!?)\]}，。；：！？）」』】])|((?<![\w/@<])\/[a-z][a-z0-9_]{0,31}(?:@\w+)?\b)/gi;

/** rich builds the text; acts has `link(url)` true when taken care of, and `command(text)`. */
export function rich(text, entities, acts) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, 0, text.length, sorted, acts, true);
}

function between(text, from, to, entities, acts, seek) {
  const out = [];
  let at = from;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < end) next++;
    if (entity.offset < at || end <= entity.offset) { i++; continue; }
    out.push(...plain(text.slice(at, entity.offset), acts, seek));
    const quiet = ['code', 'pre', 'url', 'text_link', 'email', 'phone_number', 'bot_command', 'mention'].includes(entity.type);
    const inner = between(text, entity.offset, end, entities.slice(i + 1, next), acts, seek && !quiet);
    out.push(dress(entity, inner, text.slice(entity.offset, end), acts));
    at = end;
    i = next;
  }
  out.push(...plain(text.slice(at, to), acts, seek));
  return out;
}

function dress(entity, inner, words, acts) {
  switch (entity.type) {
    case 'bold': case 'italic': case 'underline': case 'strikethrough': case 'code':
      return el(plainTags[entity.type], {}, inner);
    case 'pre': return el('pre', {}, el('code', {}, inner));
    case 'blockquote': return el('blockquote', {}, inner);
    case 'expandable_blockquote': return foldedQuote(inner);
    case 'spoiler': return spoiler(inner);
    case 'text_link': return link(entity.url, inner, acts);
    case 'url': return link(/^[a-z]+:/i.test(words) ? words : `https://${words}`, inner, acts);
    case 'email': return link(`mailto:${words}`, inner, acts);
    case 'phone_number': return link(`tel:${words.replace(/[^\d+]/g, '')}`, inner, acts);
    case 'bot_command': return command(words, acts);
    case 'mention': case 'text_mention': case 'hashtag': case 'cashtag': return el('span', { class: 'mention' }, inner);
    default: return el('span', {}, inner);
  }
}

function spoiler(inner) {
  const node = el('span', { class: 'spoiler', role: 'button', tabindex: 0, 'aria-label': say('spoiler') }, inner);
  const show = (event) => {
    event.stopPropagation();
    node.classList.add('shown');
    node.removeAttribute('aria-label');
  };
  node.addEventListener('click', show);
  node.addEventListener('keydown', (event) => (event.key === 'Enter' || event.key === ' ') && show(event));
  return node;
}

function foldedQuote(inner) {
  const node = el('blockquote', { class: 'folded', tabindex: 0 }, inner);
  const fold = () => node.classList.toggle('open');
  node.addEventListener('click', fold);
  node.addEventListener('keydown', (event) => event.key === 'Enter' && fold());
  return node;
}

/** harmless gives the address when following it can do nothing but open a page, a mail or a call. */
export function harmless(address) {
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : '';
  } catch {
    return '';
  }
}

function link(address, inner, acts) {
  const href = harmless(address ?? '');
  if (!href) return el('span', {}, inner);
  const follow = (event) => acts.link(href) && event.preventDefault();
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow', onclick: follow }, inner);
}

function command(words, acts) {
  return el('button', { type: 'button', class: 'command', onclick: () => acts.command(words) }, words);
}

// What people type carries no entities for links and commands where nobody put them in.
function plain(text, acts, seek) {
  if (!seek || !text) return text ? [text] : [];
  const out = [];
  let at = 0;
  for (const match of text.matchAll(found)) {
    out.push(text.slice(at, match.index));
    const [whole, address, order] = match;
    out.push(order ? command(order, acts) : link(/^https?:/i.test(address) ? address : `https://${address}`, [whole], acts));
    at = match.index + whole.length;
  }
  out.push(text.slice(at));
  return out.filter(Boolean);
}

/** startCode is the code of a link that opens this bot, or null for any other link. */
export function startCode(address, username) {
  try {
    const url = new URL(address);
    if (!['t.me', 'telegram.me'].includes(url.hostname)) return null;
    if (url.pathname.slice(1).toLowerCase() !== username.toLowerCase()) return null;
    return url.searchParams.has('startgroup') ? null : url.searchParams.get('start') ?? '';
  } catch {
    return null;
  }
}
