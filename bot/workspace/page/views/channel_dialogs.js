/** Dialogs about a channel: make one, see and change who is in it. */
import { api, Refused } from '../api.js';
import { fill, freshId, h } from '../dom.js';
import { attempt, goToChannel } from '../session.js';
import { member, on, state, touch } from '../state.js';
import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';

const tidy = (name) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .replace(/[^\p{L}\p{N}-]/gu, '')
    .slice(0, 80);

/** Asks for a name and makes a channel. */
export function newChannel() {
  const [nameId, errorId] = [freshId('name'), freshId('error')];
  const name = h('input', {
    id: nameId,
    class: 'field',
    maxlength: 80,
    placeholder: 'e.g. spring-campaign',
    autocomplete: 'off',
    autofocus: true,
    'aria-describedby': errorId,
  });
  const error = h('p', { class: 'field-error', id: errorId });
  const secret = h('input', { type: 'checkbox' });
  const make = h(
    'button',
    { type: 'submit', class: 'button button-primary', form: `${nameId}-form` },
    'Create',
  );
  const form = h(
    'form',
    { id: `${nameId}-form`, class: 'stack' },
    h('label', { class: 'input-label', for: nameId }, 'Name'),
    name,
    error,
    h(
      'label',
      { class: 'choice' },
      secret,
      h(
        'span',
        {},
        h('span', { class: 'choice-text' }, 'Make it private'),
        h('span', { class: 'choice-detail' }, 'Only people who are invited can see it.'),
      ),
    ),
  );
  const dialog = openDialog({ title: 'Create a channel', kind: 'small', body: form, foot: [make] });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      if (!tidy(name.value)) throw new Refused('Please give the channel a name.');
      const { channel } = await api.createChannel(tidy(name.value), secret.checked);
      dialog.close();
      state.channels.set(channel.id, channel);
      touch('channels');
      await goToChannel(channel.id);
    } catch (refused) {
      error.textContent = refused.message;
      name.setAttribute('aria-invalid', 'true');
      name.focus();
    }
  });
}

/** Shows who is in a channel; members can be added and, but for oneself, removed. */
export function channelMembers(id) {
  const body = h('div', { class: 'member-list' });
  const dialog = openDialog({ title: `Members of #${state.channels.get(id).name}`, kind: 'small', body });
  const draw = () => {
    const channel = state.channels.get(id);
    if (!dialog.node.isConnected || !channel) return void stop();
    const outside = [...state.members.values()].filter((m) => !channel.members.includes(m.id));
    fill(
      body,
      list('In this channel', channel.members.map(member), (m) =>
        m.id === state.me ? null : deed('Remove', `Remove ${m.real_name}`, () => api.leave(id, m.id)),
      ),
      outside.length
        ? list('Not in this channel', outside, (m) =>
            deed('Add', `Add ${m.real_name}`, () => api.invite(id, m.id)),
          )
        : null,
    );
  };
  const stop = on('channels', draw);
  draw();
}

function list(title, members, tool) {
  return h(
    'section',
    {},
    h('h3', {}, title),
    h(
      'ul',
      {},
      members.map((m) =>
        h(
          'li',
          {},
          avatar(m),
          h(
            'span',
            { class: 'member-name' },
            h('strong', {}, m.real_name || m.name),
            h('small', {}, m.is_bot ? 'App' : m.title),
          ),
          tool(m),
        ),
      ),
    ),
  );
}

function deed(words, name, work) {
  return h(
    'button',
    { type: 'button', class: 'button button-small', 'aria-label': name, on: { click: () => attempt(work) } },
    words,
  );
}

/** Brings the app into a channel. */
export const inviteBot = (id) => attempt(() => api.invite(id, state.app.user));
