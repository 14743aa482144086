// One message as it is drawn: bubble, sender, quote, media, text, time, and the buttons under it.

import { el, icon, avatar, hue, iconButton } from './dom.js';
import { say, has, shortTime, fullTime, sizeOf, lengthOf } from './words.js';
import { world, isPrivate, personName } from './world.js';
import { rich, harmless } from './rich.js';

export const dateOf = (message) => Date.parse(message.date);
export const bodyOf = (message) => message.text || message.caption || '';

/** senderOf is the id whose name and colour the message carries. */
export const senderOf = (message) => message.as_chat || message.from?.id || 0;

/** snippet is a message in one line, for quotes, lists and the pinned bar. */
export function snippet(message) {
  if (!message) return say('message_gone');
  if (message.service) return serviceText(message);
  const text = bodyOf(message).replace(/\s+/g, ' ').trim();
  const short = text.length > 90 ? `${Array.from(text).slice(0, 90).join('')}…` : text;
  if (message.media) return [mediaName(message.media), short].filter(Boolean).join(' · ');
  if (message.contact) return say('media_contact');
  if (message.location) return say('media_location');
  return short;
}

function mediaName(media) {
  if (media.kind === 'sticker') return `${media.emoji ?? ''} ${say('media_sticker')}`.trim();
  return media.kind === 'document' && media.name ? media.name : say(`media_${has(`media_${media.kind}`) ? media.kind : 'document'}`);
}

/** editable tells whether its sender could still change the words of a message. */
export const editable = (message) => !message.forward && !message.service && (!!message.text || !!message.media && !['sticker', 'video_note'].includes(message.media.kind));

// By these the page knows an alarm that nobody has taken: the bot begins it so, and asks so who goes.
const alarmSign = '🚨';
const takeSigns = ['✋', '🙋'];

/** alarmIn is the newest message of a chat in which an alarm sounds, undefined where all is quiet. */
export const alarmIn = (chat) => [...chat.messages.values()].findLast((message) => message.from?.id === world.bot.id && message.text?.startsWith(alarmSign)
  && (message.inline ?? []).flat().some(({ text }) => takeSigns.some((sign) => text.startsWith(sign))));

/** senderName is the name over a bubble. */
export function senderName(message) {
  if (message.as_chat) return world.chats.get(message.as_chat)?.title ?? say('anonymous');
  return personName(message.from.id);
}

/** serviceText tells what happened in a chat: somebody joined, a message was pinned. */
export function serviceText(message) {
  const names = (message.about ?? []).map(personName).join(', ');
  const values = { who: senderName(message), names, topic: message.topic ?? '' };
  if (message.service === 'joined' && message.about?.[0] === message.from?.id) return say('service_entered', values);
  if (message.service === 'left' && message.about?.[0] !== message.from?.id) return say('service_removed', values);
  const key = `service_${message.service}`;
  return say(has(key) ? key : 'service_other', values);
}

export function serviceRow(message) {
  return el('div', { class: 'service', data: { message: message.id } }, el('span', {}, serviceText(message)));
}

/**
 * messageRow draws one message, or one album: `group` holds its parts, oldest first.
 * acts are what can be done with it; place says where in a run of one sender's messages it stands.
 */
export function messageRow(chat, group, place, acts) {
  const message = group[0];
  const own = senderOf(message) === acts.as;
  const crowd = !isPrivate(chat);
  const worded = group.find((part) => bodyOf(part)) ?? message;
  const sticker = message.media?.kind === 'sticker' && !bodyOf(message);
  const bubble = el('article', { class: `bubble${sticker ? ' bare' : ''}${group.some(pictured) ? ' pictured' : ''}` },
    crowd && !own && place.first ? who(chat, message) : null,
    message.thread && place.topic ? el('div', { class: 'topic' }, `# ${place.topic}`) : null,
    message.forward ? el('div', { class: 'forward' }, say('forwarded', { who: message.forward })) : null,
    message.reply_to ? quote(chat, message, acts) : null,
    media(group, acts),
    message.contact ? contact(message.contact) : null,
    message.location ? location(message.location) : null,
    words(worded, own, acts),
    reactions(message),
    own && editable(worded) ? iconButton('edit', say('edit'), () => acts.edit(worded), { class: 'pencil', data: { focus: `edit-${message.id}` } }) : null,
    iconButton('down', say('message_menu'), (event) => acts.menu(worded, event.currentTarget), { class: 'more', 'aria-haspopup': 'menu', data: { focus: `more-${message.id}` } }));
  if (crowd && !own && place.last) bubble.append(avatar(senderOf(message), senderName(message)));
  return el('div', { class: `row ${own ? 'own' : 'other'}${crowd ? ' crowd' : ''}${place.first ? ' first' : ''}${place.last ? ' last' : ''}`, data: { message: message.id } },
    el('div', { class: 'stack' }, bubble, keys(message, acts)));
}

function who(chat, message) {
  const status = chat.members?.find((member) => member.id === message.from.id)?.status;
  const rank = message.from.is_bot ? 'tag_bot' : { creator: 'tag_owner', administrator: 'tag_admin' }[status];
  return el('div', { class: `who ${hue(senderOf(message))}` }, el('b', {}, senderName(message)), rank ? el('span', { class: 'tag' }, say(rank)) : null);
}

function quote(chat, message, acts) {
  const source = chat.messages.get(message.reply_to);
  return el('button', { type: 'button', class: `quote ${source ? hue(senderOf(source)) : ''}`, onclick: () => acts.jump(message.reply_to), data: { focus: `quote-${message.id}` } },
    el('b', {}, source ? senderName(source) : say('message_gone')), el('span', {}, message.quote || (source ? snippet(source) : '')));
}

const pictured = (message) => message.media && (message.media.kind === 'photo' || message.media.kind === 'sticker' && /^image\//.test(message.media.mime ?? ''));
const fileAddress = (media) => `/media/${encodeURIComponent(media.file_id)}`;

function media(group, acts) {
  const pictures = group.filter(pictured);
  const others = group.filter((message) => message.media && !pictured(message));
  if (!pictures.length && !others.length) return null;
  return [
    pictures.length ? el('div', { class: `pictures n${Math.min(pictures.length, 4)}${pictures.length % 2 ? ' odd' : ''}` }, pictures.map((message) => picture(message, acts))) : null,
    others.map(({ media: file }) => (file.kind === 'sticker' ? el('div', { class: 'sticker' }, file.emoji || '🙂') : file.kind === 'voice' ? voice(file) : document_(file))),
  ];
}

function picture(message, acts) {
  const { media: photo } = message;
  const address = fileAddress(photo);
  const shape = photo.width && photo.height ? { width: photo.width, height: photo.height } : {};
  const image = el('img', { src: address, alt: bodyOf(message) || say('media_photo'), loading: 'lazy', decoding: 'async', ...shape, onload: acts.grown });
  image.addEventListener('error', () => image.replaceWith(el('span', { class: 'broken' }, say('photo_unshowable'))));
  return el('button', { type: 'button', class: 'picture', 'aria-label': say('photo_open'), onclick: () => acts.show(address, bodyOf(message)), data: { focus: `picture-${message.id}` } }, image);
}

// A voice message is played where it stands; one press more stops it.
function voice(file) {
  const sound = new Audio(fileAddress(file));
  sound.preload = 'none';
  const button = iconButton('play', say('voice_play'), () => (sound.paused ? sound.play() : sound.pause()), { class: 'disc' });
  const turn = () => button.querySelector('use').setAttribute('href', sound.paused ? '#i-play' : '#i-pause');
  for (const name of ['play', 'pause', 'ended']) sound.addEventListener(name, turn);
  const bars = [5, 9, 14, 8, 17, 11, 6, 13, 18, 10, 7, 15, 9, 12, 16, 8, 5, 11, 7, 4];
  return el('div', { class: 'document voice' }, button,
    el('span', { class: 'about' }, el('span', { class: 'wave', 'aria-hidden': 'true' }, bars.map((high) => el('i', { class: `h${high}` }))), el('small', {}, lengthOf(file.duration ?? 0))));
}

function document_(file) {
  const title = file.name || mediaName(file);
  return el('a', { class: 'document', href: fileAddress(file), download: file.name || '' },
    el('span', { class: 'disc' }, icon('file')),
    el('span', { class: 'about' }, el('b', {}, title), el('small', {}, sizeOf(file.size ?? 0))));
}

function contact(card) {
  const name = world.people.get(card.user)?.name ?? [card.first_name, card.last_name].filter(Boolean).join(' ');
  return el('div', { class: 'document' }, avatar(card.user ?? 0, name), el('span', { class: 'about' }, el('b', {}, name), el('small', {}, card.phone)));
}

function location(point) {
  return el('div', { class: 'document' }, el('span', { class: 'disc' }, icon('place')),
    el('span', { class: 'about' }, el('b', {}, point.title || say('media_location')), el('small', {}, point.address || `${point.latitude.toFixed(5)}, ${point.longitude.toFixed(5)}`)));
}

function words(message, own, acts) {
  const edited = message.edit_date ? Date.parse(message.edit_date) : 0;
  const meta = el('span', { class: 'meta', title: fullTime(dateOf(message)) },
    message.pinned ? icon('pin') : null,
    edited ? el('span', { class: 'edited', title: fullTime(edited) }, say('edited')) : null,
    el('time', {}, shortTime(dateOf(message))),
    own ? icon('ticks') : null);
  const text = bodyOf(message);
  return el('div', { class: `text${text ? '' : ' empty'}`, dir: 'auto' }, text ? rich(text, message.entities, acts) : null, meta);
}

function reactions(message) {
  const counts = new Map();
  for (const emoji of Object.values(message.reaction ?? {})) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  return counts.size ? el('div', { class: 'reactions' }, [...counts].map(([emoji, count]) => el('span', {}, `${emoji} ${count}`))) : null;
}

// A row of many keys is a month's week or the like: what stands on them is short, and each gets the same room.
const crowding = (count) => (count >= 8 ? ' crowded packed' : count >= 5 ? ' crowded' : '');

function keys(message, acts) {
  if (!message.inline?.length) return null;
  return el('div', { class: 'keys', role: 'group', 'aria-label': say('buttons') },
    message.inline.map((row, y) => el('div', { class: `keyrow${crowding(row.length)}` }, row.map((button, x) => key(message, button, `key-${message.id}-${y}-${x}`, acts)))));
}

function key(message, button, mark, acts) {
  const style = ['primary', 'danger', 'success'].includes(button.style) ? ` ${button.style}` : '';
  if (button.url) {
    const href = harmless(button.url);
    return el('a', { class: `key${style}`, href: href || null, target: '_blank', rel: 'noopener noreferrer', data: { focus: mark }, onclick: (event) => acts.link(href) && event.preventDefault() },
      el('span', {}, button.text), icon('out'));
  }
  const busy = acts.busy(message, button);
  return el('button', { type: 'button', class: `key${style}${busy ? ' busy' : ''}`, 'aria-busy': busy ? 'true' : null, data: { focus: mark }, onclick: (event) => acts.press(message, button, event.currentTarget) },
    el('span', {}, button.text), el('i', { class: 'spin', 'aria-hidden': 'true' }));
}
