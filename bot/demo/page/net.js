// Talking to the program that serves the page: actions go out by POST, everything that is seen
// comes in by one stream of events that is opened again for as long as the page is open.

const silence = 40_000; // the program says something every 15 s; after this the line is taken for dead

/** Refused is an action that the program or the emulated Telegram did not take. */
export class Refused extends Error {
  constructor(key, detail) {
    super(detail || key);
    this.key = key;
    this.detail = detail ?? '';
  }
}

/** post sends one action and gives the answer; a Refused says why not. */
export async function post(action, body) {
  const form = body instanceof FormData;
  let answer;
  try {
    answer = await fetch(`/do/${action}`, {
      method: 'POST',
      headers: form ? {} : { 'Content-Type': 'application/json' },
      body: form ? body : JSON.stringify(body),
    });
  } catch {
    throw new Refused('error_offline');
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(told.error ? `error_${told.error}` : 'error_failed', told.detail);
  return told;
}

/** commandsFor asks which commands a person is offered in a chat. */
export async function commandsFor(chat, as) {
  const answer = await fetch(`/commands?chat=${chat}&as=${as}`).catch(() => null);
  return answer?.ok ? answer.json() : [];
}

/**
 * listen opens the stream and keeps it open. handlers has one function for each kind of event,
 * and `line(up)` which is told when the connection is lost and when it is back.
 */
export function listen(kinds, line) {
  let source = null;
  let again = 0;
  let lastHeard = Date.now();
  let wait = 500;

  function open() {
    clearTimeout(again);
    source?.close();
    lastHeard = Date.now();
    source = new EventSource('/events');
    for (const [kind, handle] of Object.entries(kinds)) {
      source.addEventListener(kind, (event) => {
        lastHeard = Date.now();
        wait = 500;
        line(true);
        handle(JSON.parse(event.data));
      });
    }
    source.addEventListener('error', lost);
  }

  function lost() {
    line(false);
    source.close();
    clearTimeout(again);
    again = setTimeout(open, wait);
    wait = Math.min(wait * 1.6, 5000);
  }

  setInterval(() => {
    if (Date.now() - lastHeard > silence) lost();
  }, 5000);
  addEventListener('online', open);
  open();
}
