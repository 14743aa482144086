// The words of the page in the reader's language, and how dates, times and sizes are written in it.
// Nothing that a person reads is written in the scripts: they hold keys.

const kept = 'frontdesk.language';
const listeners = [];
let texts = {};
let current = 'en';
let zone = 'UTC';
let shift = 0; // minutes added by hand where the browser does not know the zone

export const languages = ['zh-Hant', 'zh-Hans', 'en'];

/** beginWords takes every text there is and chooses the reader's language. */
export function beginWords(all, estateZone, offsetMinutes) {
  texts = all;
  try {
    new Intl.DateTimeFormat('en', { timeZone: estateZone });
    zone = estateZone;
  } catch {
    zone = 'UTC';
    shift = offsetMinutes;
  }
  setLanguage(localStorage.getItem(kept) ?? browserLanguage(), false);
}

function browserLanguage() {
  for (const tag of navigator.languages ?? [navigator.language]) {
    if (/^zh\b/i.test(tag)) return /hant|-(hk|tw|mo)\b/i.test(tag) ? 'zh-Hant' : 'zh-Hans';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

/** setLanguage changes the language of the page; the chats keep theirs. */
export function setLanguage(language, keep = true) {
  current = languages.includes(language) ? language : 'en';
  document.documentElement.lang = current;
  if (keep) localStorage.setItem(kept, current);
  listeners.forEach((listen) => listen());
}

export const language = () => current;
export const onLanguage = (listen) => listeners.push(listen);

/** nameOf is how a language calls itself. */
export const nameOf = (tag) => texts[tag]?.language_name ?? tag;

/** has tells whether there is a text for the key. */
export const has = (key) => Object.hasOwn(texts[current] ?? {}, key);

/** say is the text of a key in the reader's language, with {name}s filled in. */
export function say(key, values = {}) {
  const sentence = texts[current]?.[key] ?? texts.en?.[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

function format(milliseconds, options) {
  const tag = { 'zh-Hant': 'zh-HK', 'zh-Hans': 'zh-CN', en: 'en-GB' }[current];
  return new Intl.DateTimeFormat(tag, { timeZone: zone, ...options }).format(new Date(milliseconds + shift * 60000));
}

export const shortTime = (ms) => format(ms, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
export const clockTime = (ms) => format(ms, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
export const clockDate = (ms) => format(ms, { weekday: 'short', day: 'numeric', month: 'short' });
export const dayName = (ms) => format(ms, { day: 'numeric', month: 'long' });
export const fullTime = (ms) => format(ms, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

/** dayMark is the same for two moments of one day in the estate's zone. */
export function dayMark(ms) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(ms + shift * 60000));
}

/** sizeOf writes a number of bytes as people read it. */
export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${kilo.toFixed(kilo < 10 ? 1 : 0)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}

/** lengthOf writes seconds as minutes and seconds. */
export const lengthOf = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
