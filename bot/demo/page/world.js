// What the page knows: people, chats with their messages, the clock. The stream of events fills it;
// everything else only reads it and is told what changed.

const listeners = new Map();
let revision = 0;

export const world = {
  boot: '',
  bot: { id: 0, username: '', name: '' },
  people: new Map(),
  chats: new Map(),
  columns: [],
};

/** on calls listen whenever `name` happens: world, chats, people, answers, clock, line. */
export function on(name, listen) {
  listeners.set(name, [...(listeners.get(name) ?? []), listen]);
}

export function emit(name, value) {
  (listeners.get(name) ?? []).forEach((listen) => listen(value));
}

/** begin replaces everything by what the program tells on a new connection. */
export function begin(told) {
  world.boot = told.boot;
  world.bot = told.bot;
  world.columns = told.columns ?? [];
  world.people = new Map(told.people.map((person) => [person.id, person]));
  world.chats = new Map();
  (told.chats ?? []).forEach(takeChat);
  emit('world', told);
  if (told.answers) emit('answers', told.answers);
}

/** change takes in what is different since. */
export function change(told) {
  if (told.people) {
    world.people = new Map(told.people.map((person) => [person.id, person]));
    emit('people');
  }
  const touched = new Set((told.chats ?? []).map(takeChat));
  (told.left ?? []).forEach((id) => world.chats.delete(id) && touched.add(id));
  if (touched.size) emit('chats', touched);
  if (told.answers) emit('answers', told.answers);
}

function takeChat(told) {
  const chat = world.chats.get(told.id) ?? { messages: new Map() };
  const { messages, gone, ...head } = told;
  Object.assign(chat, head);
  (gone ?? []).forEach((id) => chat.messages.delete(id));
  let ordered = true;
  for (const message of messages ?? []) {
    message.revision = ++revision;
    ordered &&= chat.messages.has(message.id) || message.id > (chat.last ?? 0);
    chat.messages.set(message.id, message);
    chat.last = Math.max(chat.last ?? 0, message.id);
  }
  if (!ordered) chat.messages = new Map([...chat.messages].sort(([a], [b]) => a - b));
  world.chats.set(told.id, chat);
  return told.id;
}

export const isPrivate = (chat) => chat.kind === 'private';

/** nameOfChat is what a chat is called in a list: a group's title, a person's name. */
export const nameOfChat = (chat) => (isPrivate(chat) ? personName(chat.id) : chat.title);

export const personName = (id) => (id === world.bot.id ? world.bot.name : world.people.get(id)?.name ?? String(id));

/** speakers are the people who can be played in a group, those of the cast first. */
export function speakers(chat) {
  const present = (chat.members ?? []).filter((member) => member.id !== world.bot.id && !['left', 'kicked'].includes(member.status));
  const rank = (member) => world.people.get(member.id)?.rank ?? 1e9;
  return present.sort((a, b) => rank(a) - rank(b)).map((member) => member.id);
}
