/** Builds DOM nodes from data; nothing here or elsewhere parses HTML. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element. `props` are attributes, except: class, on (listeners), data (data-*), prop (DOM
 * properties), key (reconciling). False, null and undefined leave an attribute away.
 * @param {string} tag
 * @param {object} [props]
 * @param {...(Node|string|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  setProps(node, props);
  append(node, children);
  return node;
}

/** An SVG element. */
export function s(tag, props = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  setProps(node, props);
  append(node, children);
  return node;
}

function setProps(node, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') node.setAttribute('class', value);
    else if (name === 'on') for (const [type, fn] of Object.entries(value)) node.addEventListener(type, fn);
    else if (name === 'data') Object.assign(node.dataset, value);
    else if (name === 'prop') Object.assign(node, value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Appends nodes and strings, however deep they lie in lists. */
export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child);
  }
  return node;
}

/** Replaces what is in `node`. */
export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

let counter = 0;
/** An id that is used once on this page. */
export function freshId(prefix = 'n') {
  counter += 1;
  return `${prefix}-${counter}`;
}

/**
 * Brings the children of `parent` in line with `items`, touching only those whose signature
 * changed: open menus, focus, selection and scroll position elsewhere stay.
 * @param {HTMLElement} parent
 * @param {{key: string, signature: string, build: () => HTMLElement}[]} items
 */
export function reconcile(parent, items) {
  const wanted = new Set(items.map((item) => item.key));
  for (const node of [...parent.children]) if (!wanted.has(node.dataset.key)) node.remove();
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  let place = parent.firstElementChild;
  for (const item of items) {
    let node = old.get(item.key);
    if (!node) node = tagged(item);
    else if (node.reconcileSignature !== item.signature) {
      const next = renew(node, item);
      if (place === node) place = next;
      node = next;
    }
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
}

function tagged(item) {
  const node = item.build();
  node.dataset.key = item.key;
  node.reconcileSignature = item.signature;
  return node;
}

function renew(node, item) {
  const mark = focusMark(node);
  const next = tagged(item);
  node.replaceWith(next);
  restoreFocus(next, mark);
  return next;
}

/** Remembers which control inside `node` has the focus, by its data-focus name. */
export function focusMark(node) {
  const active = document.activeElement;
  if (!active || !node.contains(active)) return null;
  const named = active.closest('[data-focus]');
  const at = 'selectionStart' in active ? [active.selectionStart, active.selectionEnd] : null;
  return { name: named?.dataset.focus ?? null, at };
}

/** Gives the focus back to the control of the same name, or to the node that replaced it. */
export function restoreFocus(node, mark) {
  if (!mark) return;
  const target =
    mark.name && [...node.querySelectorAll('[data-focus]')].find((n) => n.dataset.focus === mark.name);
  if (!target) return;
  target.focus({ preventScroll: true });
  if (mark.at && target.setSelectionRange && mark.at[0] !== null) {
    try {
      target.setSelectionRange(...mark.at);
    } catch {
      /* number inputs have no selection */
    }
  }
}
