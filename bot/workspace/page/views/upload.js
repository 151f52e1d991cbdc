/** Files on their way into a conversation: dropped, chosen or pasted. */
import { api } from '../api.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { on, state, touch } from '../state.js';
import { count, size } from '../text/numbers.js';
import { say } from './announcer.js';

let serial = 0;

/**
 * Sends files at once and shows how far they are.
 * @param {{channel: string, thread?: string|null}} target
 * @returns {Promise<boolean>} whether they arrived
 */
export async function upload(target, files, text = '') {
  if (!files.length) return false;
  serial += 1;
  const entry = {
    id: serial,
    target,
    title: files.length === 1 ? files[0].name : count(files.length, 'file'),
    bytes: files.reduce((sum, file) => sum + file.size, 0),
    progress: 0,
    error: '',
  };
  state.uploads.push(entry);
  touch('uploads');
  const progress = (part) => {
    entry.progress = part;
    touch('uploads');
  };
  try {
    await api.upload({ channel: target.channel, thread_ts: target.thread, text }, files, progress);
    remove(entry);
    say(`${entry.title} is uploaded.`);
    return true;
  } catch (refused) {
    entry.error = refused.message;
    touch('uploads');
    return false;
  }
}

function remove(entry) {
  state.uploads = state.uploads.filter((other) => other !== entry);
  touch('uploads');
}

/** Asks for files by the browser's own dialog and sends them. */
export function chooseFiles(target, take = (files) => upload(target, files)) {
  const input = h('input', {
    type: 'file',
    multiple: true,
    class: 'unseen',
    'aria-hidden': 'true',
    tabindex: '-1',
  });
  input.addEventListener('change', () => {
    take([...input.files]);
    input.remove();
  });
  input.addEventListener('cancel', () => input.remove());
  document.body.append(input);
  input.click();
}

/** The lines of a conversation's uploads. */
export function uploadsNode(target) {
  const node = h('div', { class: 'uploads', 'aria-live': 'polite' });
  const draw = () => {
    const { channel, thread } = target();
    fill(
      node,
      state.uploads
        .filter((one) => one.target.channel === channel && (one.target.thread ?? null) === (thread ?? null))
        .map(uploadRow),
    );
  };
  on(['uploads', 'route'], draw);
  return node;
}

function uploadRow(entry) {
  const percent = Math.round(entry.progress * 100);
  const state_ = entry.error || (percent < 100 ? `${percent} % of ${size(entry.bytes)}` : 'Arriving…');
  return h(
    'div',
    { class: `upload ${entry.error ? 'failed' : ''}` },
    icon(entry.error ? 'alert' : 'file', 20),
    h(
      'div',
      { class: 'upload-about' },
      h('strong', {}, entry.title),
      h('small', {}, state_),
      entry.error
        ? null
        : h('progress', { max: 100, value: percent, 'aria-label': `Uploading ${entry.title}` }),
    ),
    entry.error
      ? h(
          'button',
          {
            type: 'button',
            class: 'icon-button',
            'aria-label': 'Dismiss',
            on: { click: () => remove(entry) },
          },
          icon('close', 14),
        )
      : null,
  );
}

const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');

/**
 * Lets files be dropped on a pane.
 * @param {HTMLElement} pane
 * @param {() => {channel: string, thread?: string, name: string}|null} target null where nothing may be dropped
 */
export function dropZone(pane, target) {
  const words = h('strong');
  const overlay = h(
    'div',
    { class: 'drop-overlay', hidden: true },
    h('div', {}, icon('upload', 34), words, h('span', {}, 'The file is shared as soon as you let go.')),
  );
  pane.append(overlay);
  let depth = 0;
  const over = (on_) => {
    depth = on_ ? depth : 0;
    overlay.hidden = !on_;
  };
  pane.addEventListener('dragenter', (event) => {
    if (!carriesFiles(event) || !target()) return;
    depth += 1;
    words.textContent = `Drop to share in ${target().name}`;
    over(true);
  });
  pane.addEventListener('dragleave', (event) => {
    if (!carriesFiles(event) || overlay.hidden) return;
    depth -= 1;
    if (depth <= 0) over(false);
  });
  pane.addEventListener('drop', (event) => {
    const place = target();
    over(false);
    if (!carriesFiles(event) || !place) return;
    event.preventDefault();
    upload(place, [...event.dataTransfer.files]);
  });
}

/** A file that is let go elsewhere must not replace the page. */
export function guardDrops() {
  for (const type of ['dragover', 'drop']) {
    window.addEventListener(type, (event) => {
      if (carriesFiles(event)) event.preventDefault();
    });
  }
}
