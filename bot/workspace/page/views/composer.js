/** The message box: text of many lines, files, commands, mentions. */
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { say } from '../session.js';
import { on, state, threadKey } from '../state.js';
import { outgoing } from '../text/outgoing.js';
import { size } from '../text/numbers.js';
import { Suggestions } from './suggest.js';
import { toast } from './toast.js';
import { chooseFiles, upload, uploadsNode } from './upload.js';
import { workingNode } from './working.js';

const MARKS = [
  ['bold', '*', 'Bold', 'b'],
  ['italic', '_', 'Italic', 'i'],
  ['strike', '~', 'Strikethrough', null],
  ['code', '`', 'Code', null],
];

/** Where a command fails in these ways, the server says so itself, as Slackbot would. */
const TOLD_BY_NOTICE = ['dispatch_failed', 'operation_timeout'];

/** What is being written, by place; it waits while one looks elsewhere. */
const drafts = new Map();

export class Composer {
  /** @param {{id: string, target: () => {channel: string, thread: string|null}}} options */
  constructor({ id, target }) {
    this.target = target;
    this.box = h('textarea', {
      id,
      rows: 1,
      'aria-label': 'Message',
      autocomplete: 'off',
      data: { focus: id },
    });
    this.chips = h('ul', { class: 'chips', hidden: true, 'aria-label': 'Files to send' });
    this.suggestions = new Suggestions(this.box, () => this.target());
    this.send = h(
      'button',
      {
        type: 'button',
        class: 'send',
        'aria-label': 'Send',
        title: 'Send (Enter)',
        on: { click: () => this.submit() },
      },
      icon('send'),
    );
    this.frame = h(
      'div',
      { class: 'composer' },
      this.suggestions.node,
      this.chips,
      this.box,
      h('div', { class: 'composer-tools' }, this.tools(), this.send),
    );
    this.node = h(
      'div',
      { class: 'composer-area' },
      workingNode(target),
      uploadsNode(target),
      this.frame,
      h(
        'p',
        { class: 'composer-hint', 'aria-hidden': 'true' },
        h('b', {}, 'Shift + Enter'),
        ' for a new line',
      ),
    );
    this.listen();
    on('session', () => this.enter());
  }

  tools() {
    const tool = (name, sign, fn) =>
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': name, title: name, on: { click: fn } },
        icon(sign),
      );
    return h(
      'div',
      { class: 'composer-left' },
      tool('Attach files', 'clip', () => chooseFiles(this.target(), (files) => this.attach(files))),
      tool('Mention someone', 'at', () => this.insert('@')),
      tool('Commands', 'slash', () => this.startCommand()),
      h('span', { class: 'rule', 'aria-hidden': 'true' }),
      h(
        'span',
        { class: 'marks' },
        MARKS.map(([sign, mark, name]) => tool(name, sign, () => this.wrap(mark))),
      ),
    );
  }

  listen() {
    this.box.addEventListener('keydown', (event) => this.key(event));
    this.box.addEventListener('input', () => this.edited());
    this.box.addEventListener('paste', (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      this.attach([...event.clipboardData.files]);
    });
  }

  get draft() {
    const { channel, thread } = this.target();
    const key = `${state.me} ${threadKey(channel, thread ?? '')}`;
    if (!drafts.has(key)) drafts.set(key, { text: '', files: [] });
    return drafts.get(key);
  }

  /** Comes to the place that is on screen now: its draft, its name. */
  enter() {
    if (this.box.value !== this.draft.text) this.box.value = this.draft.text;
    this.drawChips();
    this.fit();
  }

  rename(name) {
    this.box.placeholder = name;
    this.box.setAttribute('aria-label', name);
  }

  key(event) {
    if (event.isComposing) return;
    if (this.suggestions.key(event)) return;
    const mark =
      (event.ctrlKey || event.metaKey) && MARKS.find(([, , , letter]) => letter === event.key.toLowerCase());
    if (mark) {
      event.preventDefault();
      this.wrap(mark[1]);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    }
  }

  edited() {
    this.draft.text = this.box.value;
    this.fit();
  }

  fit() {
    this.box.style.setProperty('height', 'auto');
    this.box.style.setProperty('height', `${this.box.scrollHeight}px`);
    this.send.disabled = !this.box.value.trim() && !this.draft.files.length;
  }

  insert(text) {
    const { selectionStart: at, value } = this.box;
    const lead = at > 0 && !/\s/.test(value[at - 1]) ? ' ' : '';
    this.box.setRangeText(lead + text, at, this.box.selectionEnd, 'end');
    this.box.focus();
    this.box.dispatchEvent(new Event('input'));
  }

  startCommand() {
    if (!this.box.value) this.insert('/');
    else toast('A command stands at the beginning of an empty message.');
  }

  wrap(mark) {
    const { selectionStart: from, selectionEnd: to, value } = this.box;
    this.box.setRangeText(mark + value.slice(from, to) + mark, from, to, 'end');
    if (from === to) this.box.setSelectionRange(from + 1, from + 1);
    this.box.focus();
    this.edited();
  }

  attach(files) {
    this.draft.files.push(...files);
    this.drawChips();
    this.fit();
    this.box.focus();
  }

  drawChips() {
    const { files } = this.draft;
    this.chips.hidden = files.length === 0;
    fill(
      this.chips,
      files.map((file, i) =>
        h(
          'li',
          {},
          icon('file', 20),
          h('span', {}, h('strong', {}, file.name), h('small', {}, size(file.size))),
          h(
            'button',
            {
              type: 'button',
              class: 'icon-button',
              'aria-label': `Remove ${file.name}`,
              on: {
                click: () => {
                  files.splice(i, 1);
                  this.drawChips();
                  this.fit();
                },
              },
            },
            icon('close', 14),
          ),
        ),
      ),
    );
  }

  async submit() {
    const { draft } = this;
    const { text, files } = draft;
    if (!text.trim() && !files.length) return;
    const target = this.target();
    const refused = refusal(text, target, files);
    if (refused) return void toast(refused, 'error');
    Object.assign(draft, { text: '', files: [] });
    this.suggestions.close();
    this.enter();
    try {
      if (files.length) await upload(target, files, outgoing(text));
      else await say(target, text.startsWith('/') ? text.trim() : outgoing(text));
    } catch (error) {
      if (!(text.startsWith('/') && TOLD_BY_NOTICE.includes(error.code))) toast(error.message, 'error');
      if (draft.text) return; // something new is being written: leave it alone
      draft.text = text;
      this.enter();
    }
  }
}

/** Why a line cannot be sent as it is, or an empty string. */
function refusal(text, { thread }, files) {
  const name = /^\/([\w-]+)/.exec(text)?.[1];
  if (!name) return '';
  if (files.length) return 'A command cannot carry files. Send the files first.';
  const app = state.members.get(state.app?.user)?.name ?? 'the app';
  if (thread)
    return `Commands do not work in threads. Write @${app} ${text.replace(/^\/\S+\s*/, '')} instead.`;
  return state.commands.some((known) => known.command === `/${name}`)
    ? ''
    : `/${name} is not a command here. Type / to see what there is.`;
}
