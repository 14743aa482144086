// Elements are built here and nowhere else. Text goes in as text: no string is ever read as HTML.

const svg = 'http://www.w3.org/2000/svg';

/**
 * el makes an element. Attributes that start with "on" are listeners, `data` fills the dataset,
 * null and false leave an attribute out; children are nodes or strings, empty ones are skipped.
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'data') Object.assign(node.dataset, value);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

/** icon draws one of the pictures that index.html holds. */
export function icon(name) {
  const node = document.createElementNS(svg, 'svg');
  node.setAttribute('class', 'icon');
  node.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', `#i-${name}`);
  node.append(use);
  return node;
}

/** iconButton is a button that shows a picture and says its name to a screen reader. */
export function iconButton(name, label, onclick, attributes = {}) {
  return el('button', { type: 'button', class: 'round', 'aria-label': label, title: label, onclick, ...attributes }, icon(name));
}

/** hue is which of the seven colours a person or a group has, as chat apps colour names. */
export function hue(id) {
  return `hue-${Math.abs(id) % 7}`;
}

/** avatar shows the first letters of a name in the colour of its owner. */
export function avatar(id, name, group = false) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = (word) => (word ? Array.from(word)[0] : '');
  const letters = /[\u3000-\u9fff]/.test(name) ? first(words[0]) : first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '');
  return el('span', { class: `avatar ${hue(id)}`, 'aria-hidden': 'true' }, letters ? letters.toUpperCase() : icon(group ? 'group' : 'person'));
}

/** keepFocus runs a redraw and gives the focus back to the element with the same data-focus mark. */
export function keepFocus(root, redraw) {
  const held = document.activeElement;
  const mark = held && root.contains(held) ? held.dataset.focus : '';
  redraw();
  if (!mark || document.activeElement === held && root.contains(held)) return;
  root.querySelector(`[data-focus="${CSS.escape(mark)}"]`)?.focus({ preventScroll: true });
}
