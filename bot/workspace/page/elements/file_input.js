/** Files in a modal: chosen or dropped, uploaded at once, private until the modal is sent. */
import { api } from '../api.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { size } from '../text/numbers.js';
import { changed, naming, startValue } from './context.js';

/** A box for files, with a line for each file and how far it is. */
export function fileInput(element, at) {
  startValue(at, { type: element.type, files: [] });
  const box = new FileBox(element, at);
  return box.node;
}

/** Everything of one file_input: the files that are up, those on their way, those refused. */
class FileBox {
  constructor(element, at) {
    this.element = element;
    this.at = at;
    this.most = element.max_files ?? 10;
    this.types = (element.filetypes ?? []).map((type) => type.toLowerCase().replace(/^\./, ''));
    this.rows = at.surface[`files ${at.blockId}`] ??= [];
    this.list = h('ul', { class: 'file-rows' });
    this.node = h('div', { class: 'file-input' }, this.chooser(), this.list);
    this.draw();
  }

  chooser() {
    const input = h('input', {
      type: 'file',
      multiple: this.most > 1,
      accept: this.types.map((type) => `.${type}`).join(',') || null,
      ...naming(this.at, 'Files'),
    });
    input.addEventListener('change', () => {
      this.take([...input.files]);
      input.value = '';
    });
    const box = h(
      'label',
      { class: 'file-drop' },
      input,
      icon('upload', 22),
      h('span', {}, h('strong', {}, this.most > 1 ? 'Choose files' : 'Choose a file'), ' or drop it here'),
      this.types.length ? h('small', {}, this.types.map((type) => type.toUpperCase()).join(', ')) : null,
    );
    for (const type of ['dragenter', 'dragover'])
      box.addEventListener(type, (e) => {
        e.preventDefault();
        box.classList.add('over');
      });
    for (const type of ['dragleave', 'drop']) box.addEventListener(type, () => box.classList.remove('over'));
    box.addEventListener('drop', (e) => {
      e.preventDefault();
      e.stopPropagation();
      this.take([...e.dataTransfer.files]);
    });
    return box;
  }

  take(files) {
    if (this.most === 1) this.rows.length = 0;
    for (const file of files) this.rows.push(this.startUpload(file));
    this.draw();
  }

  startUpload(file) {
    const row = { name: file.name, size: file.size, progress: 0, error: this.complaint(file), id: null };
    if (row.error) return row;
    api
      .viewFile(this.at.surface.place.view_id, file, (part) => {
        row.progress = part;
        this.draw();
      })
      .then(
        (answer) => {
          row.id = answer.file.id;
        },
        (refused) => {
          row.error = refused.message;
        },
      )
      .then(() => this.tell());
    return row;
  }

  complaint(file) {
    const type = file.name.split('.').pop().toLowerCase();
    if (this.types.length && !this.types.includes(type))
      return `Only ${this.types.map((t) => t.toUpperCase()).join(', ')} here.`;
    return this.rows.filter((row) => !row.error).length >= this.most ? `At most ${this.most} here.` : '';
  }

  tell() {
    this.draw();
    const files = this.rows.filter((row) => row.id).map((row) => row.id);
    changed(this.at, { type: this.element.type, files }, this.node);
  }

  draw() {
    fill(
      this.list,
      this.rows.map((row) =>
        h(
          'li',
          { class: row.error ? 'file-row bad' : 'file-row' },
          icon('file'),
          h('span', { class: 'file-row-name' }, row.name),
          h(
            'span',
            { class: 'file-row-state' },
            row.error || (row.id ? size(row.size) : `${Math.round(row.progress * 100)} %`),
          ),
          h(
            'button',
            {
              type: 'button',
              class: 'icon-button',
              'aria-label': `Remove ${row.name}`,
              on: { click: () => this.remove(row) },
            },
            icon('close', 14),
          ),
        ),
      ),
    );
  }

  remove(row) {
    this.rows.splice(this.rows.indexOf(row), 1);
    this.tell();
  }
}
