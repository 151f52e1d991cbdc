/** A picture, large: zoom, drag, the pictures beside it, its alt text, Escape. */
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { present } from './dialog.js';

const MOST_ZOOM = 6;
const ZOOM_STEP = 1.5;

/** Opens the picture of a `.picture` button; arrows lead to the others of the same list of messages. */
export function openLightbox(button) {
  const around = button.closest('[data-pictures]') ?? document;
  const buttons = [...around.querySelectorAll('.picture')];
  new Lightbox(
    buttons.map((one) => ({ ...one.dataset })),
    Math.max(buttons.indexOf(button), 0),
  );
}

class Lightbox {
  constructor(pictures, at) {
    this.pictures = pictures;
    const tool = (name, sign, fn) =>
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': name, title: name, on: { click: fn } },
        icon(sign, 20),
      );
    this.title = h('h2', { class: 'lightbox-title' });
    this.save = h(
      'a',
      { class: 'icon-button', 'aria-label': 'Download', title: 'Download', download: '' },
      icon('download', 20),
    );
    this.caption = h('p', { class: 'lightbox-alt' });
    this.image = h('img', { draggable: 'false' });
    this.stage = h('div', { class: 'lightbox-stage' }, this.image);
    const beside = pictures.length > 1;
    this.node = h(
      'dialog',
      { class: 'lightbox', 'aria-label': 'Picture' },
      h(
        'header',
        {},
        this.title,
        tool('Zoom out', 'zoomout', () => this.zoomBy(1 / ZOOM_STEP)),
        tool('Zoom in', 'zoomin', () => this.zoomBy(ZOOM_STEP)),
        this.save,
        tool('Close', 'close', () => this.handle.close()),
      ),
      beside
        ? h(
            'div',
            { class: 'lightbox-side before' },
            tool('Previous picture', 'left', () => this.go(-1)),
          )
        : null,
      this.stage,
      beside
        ? h(
            'div',
            { class: 'lightbox-side after' },
            tool('Next picture', 'right', () => this.go(1)),
          )
        : null,
      this.caption,
    );
    this.listen();
    this.show(at);
    this.handle = present(this.node);
  }

  listen() {
    this.node.addEventListener('keydown', (event) => {
      const deed = {
        '+': () => this.zoomBy(ZOOM_STEP),
        '=': () => this.zoomBy(ZOOM_STEP),
        '-': () => this.zoomBy(1 / ZOOM_STEP),
        0: () => this.zoomTo(1),
        ArrowLeft: () => this.go(-1),
        ArrowRight: () => this.go(1),
      }[event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    });
    this.stage.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        this.zoomBy(event.deltaY < 0 ? 1.15 : 1 / 1.15);
      },
      { passive: false },
    );
    this.stage.addEventListener('click', (event) => {
      if (event.target === this.stage) this.handle.close();
    });
    this.image.addEventListener('dblclick', () => this.zoomTo(this.zoom > 1 ? 1 : 2.5));
    this.image.addEventListener('pointerdown', (event) => this.drag(event));
  }

  drag(event) {
    if (this.zoom <= 1) return;
    event.preventDefault();
    this.image.setPointerCapture(event.pointerId);
    const start = { x: event.clientX - this.x, y: event.clientY - this.y };
    const move = (e) => {
      this.x = e.clientX - start.x;
      this.y = e.clientY - start.y;
      this.apply();
    };
    this.image.addEventListener('pointermove', move);
    this.image.addEventListener('pointerup', () => this.image.removeEventListener('pointermove', move), {
      once: true,
    });
  }

  go(by) {
    this.show((this.at + by + this.pictures.length) % this.pictures.length);
  }

  show(at) {
    this.at = at;
    const { src, title, alt } = this.pictures[at];
    Object.assign(this.image, { src, alt });
    fill(
      this.title,
      title || 'Picture',
      this.pictures.length > 1 ? h('small', {}, ` ${at + 1} of ${this.pictures.length}`) : null,
    );
    this.caption.textContent = alt;
    this.save.href = src.startsWith('/client/files/') ? `${src}&download=1` : src;
    this.zoomTo(1);
  }

  zoomBy(factor) {
    this.zoomTo(Math.min(MOST_ZOOM, Math.max(1, this.zoom * factor)));
  }

  zoomTo(zoom) {
    this.zoom = zoom;
    if (zoom === 1) Object.assign(this, { x: 0, y: 0 });
    this.apply();
  }

  apply() {
    this.image.style.setProperty('transform', `translate(${this.x}px, ${this.y}px) scale(${this.zoom})`);
    this.image.classList.toggle('zoomed', this.zoom > 1);
  }
}
