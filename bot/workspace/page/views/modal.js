/** Modals that the app opens: fields, errors, a stack of up to three. */
import { api } from '../api.js';
import { renderBlocks } from '../blocks/index.js';
import { showError } from '../blocks/input.js';
import { numberComplaint } from '../elements/number_input.js';
import { textComplaint } from '../elements/text_input.js';
import { fill, focusMark, freshId, h, restoreFocus } from '../dom.js';
import { icon } from '../icons.js';
import { attempt } from '../session.js';
import { on, state, touch } from '../state.js';
import { forgetSurface, surfaceOf } from '../surface.js';
import { words } from '../text/mrkdwn.js';
import { present } from './dialog.js';

/** Shows the topmost modal now and whenever the stack changes. */
export function mountModals() {
  let shown = null;
  on('views', () => {
    const view = state.views.at(-1);
    if (!view) {
      shown?.handle.close();
      shown = null;
    } else {
      shown ??= new Modal(() => {
        shown = null;
      });
      shown.draw(view);
    }
  });
}

/** Takes a view off the stack, here only. */
function leave(view) {
  state.views = state.views.filter((other) => other.id !== view.id);
  state.viewErrors.delete(view.id);
  forgetSurface('view', view.id);
  touch('views');
}

/** One dialog that shows whichever view is on top. */
class Modal {
  constructor(onGone) {
    const titleId = freshId('title');
    this.title = h('h2', { id: titleId });
    this.tools = h('div', { class: 'modal-tools' });
    this.body = h('div', { class: 'dialog-body' });
    this.foot = h('footer', { class: 'dialog-foot' });
    this.form = h(
      'form',
      { class: 'dialog-frame', novalidate: true },
      h('header', { class: 'dialog-head' }, this.title, this.tools),
      this.body,
      this.foot,
    );
    this.node = h('dialog', { class: 'dialog modal', 'aria-labelledby': titleId }, this.form);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.body.addEventListener('valuechanged', (event) => this.touched(event));
    this.handle = present(this.node, () => {
      onGone();
      this.cancel();
    });
  }

  draw(view) {
    if (this.view === view) {
      this.showErrors(state.viewErrors.get(view.id) ?? {});
      return;
    }
    const same = this.view?.id === view.id;
    const mark = same ? focusMark(this.body) : null;
    this.view = view;
    this.surface = surfaceOf('view', view.id, { view_id: view.id });
    fill(this.title, words(view.title));
    fill(this.tools, this.closeButton());
    fill(this.body, renderBlocks(view.blocks, this.surface));
    this.drawFoot();
    this.showErrors(state.viewErrors.get(view.id) ?? {}, false);
    if (same) restoreFocus(this.body, mark);
    else this.enter();
  }

  closeButton() {
    const deeper = state.views.length > 1;
    return h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': deeper ? 'Back' : 'Close',
        on: { click: () => this.cancel() },
      },
      icon(deeper ? 'left' : 'close'),
    );
  }

  drawFoot() {
    const inputs = this.view.blocks.some((block) => block.type === 'input');
    const submit =
      this.view.submit || inputs
        ? h(
            'button',
            { type: 'submit', class: 'button button-primary' },
            h('span', { class: 'button-label' }, words(this.view.submit) || 'Submit'),
          )
        : null;
    if (submit && this.view.submit_disabled) submit.disabled = true;
    this.send = submit;
    fill(
      this.foot,
      h(
        'button',
        { type: 'button', class: 'button', on: { click: () => this.cancel() } },
        words(this.view.close) || (submit ? 'Cancel' : 'Close'),
      ),
      submit,
    );
  }

  enter() {
    this.body.scrollTop = 0;
    const first =
      this.body.querySelector('[autofocus]') ??
      this.body.querySelector('.block-input :is(input, textarea, button)') ??
      this.foot.lastElementChild;
    first?.focus();
  }

  touched(event) {
    if (this.send) this.send.disabled = false;
    const block = event.target.closest('[data-block]');
    if (block) showError(this.body, block.dataset.block, null);
  }

  cancel() {
    const { view } = this;
    attempt(() => api.closeView(view.id));
    leave(view);
  }

  /** What keeps the modal from being sent: empty fields that must be filled, values out of bounds. */
  complaints() {
    const errors = {};
    for (const block of this.view.blocks.filter((one) => one.type === 'input')) {
      const value = this.surface.value(block.block_id, block.element.action_id ?? block.element.type) ?? {};
      const problem =
        isEmpty(value) && !block.optional
          ? 'Please complete this required field.'
          : wrong(block.element, value.value);
      if (problem) errors[block.block_id] = problem;
    }
    return errors;
  }

  async submit() {
    if (!this.send || this.send.getAttribute('aria-busy') === 'true') return;
    const errors = this.complaints();
    this.showErrors(errors);
    if (Object.keys(errors).length) return;
    const { view, send } = this;
    send.setAttribute('aria-busy', 'true');
    const answer = await attempt(() => api.submitView(view.id, this.surface.state()));
    send.removeAttribute('aria-busy');
    if (answer?.result === 'closed') leave(view);
    if (answer?.result === 'errors') this.showErrors(answer.errors ?? state.viewErrors.get(view.id) ?? {});
  }

  /** Writes errors under their fields; the first gets the focus. */
  showErrors(errors, focus = true) {
    for (const block of this.view.blocks)
      if (block.block_id) showError(this.body, block.block_id, errors[block.block_id]);
    const bad = this.body.querySelector('.invalid :is(input, textarea, button)');
    if (focus) bad?.focus();
  }
}

const isEmpty = (value) =>
  Object.entries(value)
    .filter(([name]) => name !== 'type')
    .every(([, v]) => v === null || v === undefined || v === '' || (Array.isArray(v) && v.length === 0));

function wrong(element, value) {
  if (element.type === 'number_input') return numberComplaint(element, value);
  return element.type.endsWith('text_input') ? textComplaint(element, value) : null;
}
