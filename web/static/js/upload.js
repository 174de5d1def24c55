/**
 * Uploads one file after another, each with its progress, a button to cancel and, where it failed,
 * one to try again. Without this script the same forms are posted as they are.
 */
import { chooseDropped, nameChosen } from './chosen.js';
import { element } from './elements.js';

const BROKEN = '网络中断，文件没有上传，请重试。';

function button(text, label, act) {
  const made = element('button', { type: 'button', className: 'slim', textContent: text });
  made.setAttribute('aria-label', `${text}：${label}`);
  made.addEventListener('click', act);
  return made;
}

/** One file on its way: its line in the list, and how it ended. */
class Sending {
  constructor(file, queue) {
    this.file = file;
    this.queue = queue;
    this.state = 'waiting'; // waiting, sending, stored, failed
    this.reason = '';
    this.progress = element('progress', { max: 1, value: 0 });
    this.progress.setAttribute('aria-label', `上传进度：${file.name}`);
    this.said = element('span', { className: 'error' });
    this.buttons = element('span', { className: 'buttons' });
    const name = element('span', { className: 'name', textContent: file.name });
    this.line = element('li', {}, name, this.progress, this.said, this.buttons);
    this.show();
  }

  show() {
    const { name } = this.file;
    const failed = this.state === 'failed';
    this.progress.hidden = failed;
    this.said.hidden = !failed;
    this.buttons.replaceChildren();
    if (failed) this.buttons.append(button('重试', name, () => this.queue.retry(this)));
    if (this.state !== 'stored') {
      const word = failed ? '关闭' : '取消';
      this.buttons.append(button(word, name, () => this.cancel()));
    }
  }

  cancel() {
    if (this.state === 'sending') this.request.abort();
    else this.queue.drop(this);
  }

  fail(reason) {
    this.state = 'failed';
    this.reason = reason;
    this.show();
  }

  /** Sends the file with the fields of its form; settles however it ends. */
  send(form) {
    this.state = 'sending';
    this.progress.value = 0;
    this.show();
    const data = new FormData(form);
    data.delete('file');
    data.append('file', this.file);
    const request = new XMLHttpRequest();
    this.request = request;
    request.open('POST', form.action);
    request.setRequestHeader('X-Requested-With', 'fetch');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) this.progress.value = event.loaded / event.total;
    });
    return new Promise((done) => {
      request.addEventListener('load', () => this.answered(request));
      request.addEventListener('error', () => this.fail(BROKEN));
      request.addEventListener('abort', () => this.queue.drop(this));
      request.addEventListener('loadend', done);
      request.send(data);
    });
  }

  answered(request) {
    const answer = request.response;
    if (request.status === 200 && answer?.stored?.length) {
      this.state = 'stored';
      this.queue.notices.push(...(answer.notices ?? []));
      return;
    }
    const reasons = answer?.refused ?? [answer?.message ?? '上传没有成功，请重试。'];
    this.fail(reasons.join('　') || '文件没有上传，请重新选择。');
  }
}

/** The files that are sent to one slot, in the order in which they were chosen. */
class Queue {
  constructor(form) {
    this.slot = form.closest('.slot');
    this.files = [];
    this.notices = [];
    this.running = false;
    this.list = element('ul', { className: 'files queue', hidden: true });
  }

  get form() {
    return this.slot.querySelector('form.upload');
  }

  add(files) {
    const form = this.form;
    const most = Number(form.dataset.maxBytes);
    for (const file of files) {
      const one = new Sending(file, this);
      if (most && file.size > most) {
        const limit = form.dataset.maxMb;
        one.fail(`“${file.name}”没有上传：单个文件不能超过 ${limit} MB`);
      }
      this.files.push(one);
      this.list.append(one.line);
    }
    this.run();
  }

  drop(one) {
    this.files = this.files.filter((other) => other !== one);
    one.line.remove();
    this.list.hidden = !this.files.length;
    if (!this.running) this.say();
  }

  retry(one) {
    one.state = 'waiting';
    this.run();
  }

  async run() {
    if (this.running) return;
    this.running = true;
    this.form.after(this.list);
    this.list.hidden = false;
    this.notices = [];
    tell(this.slot, '');
    let next = this.next();
    while (next) {
      await next.send(this.form); // eslint-disable-line no-await-in-loop -- one after another
      next = this.next();
    }
    const stored = this.files.filter((one) => one.state === 'stored');
    this.files = this.files.filter((one) => one.state === 'failed');
    for (const one of stored) one.line.remove();
    if (stored.length) await this.refresh();
    this.running = false;
    this.list.hidden = !this.files.length;
    this.say(stored.length);
  }

  next() {
    return this.files.find((one) => one.state === 'waiting');
  }

  /** Says how it went: one reason as a whole, of several each beside its file. */
  say(stored = 0) {
    const texts = stored ? [`已上传 ${stored} 个文件。`, ...this.notices] : [];
    const [first, ...others] = this.files;
    for (const one of this.files) {
      one.said.textContent = others.length ? one.reason : ''; // it begins with the file's name
      one.line.firstChild.hidden = others.length > 0;
    }
    if (others.length) texts.push(`${this.files.length} 个文件没有上传。`);
    else if (first) texts.push(first.reason);
    tell(this.slot, texts.join('　'), this.files.length > 0);
  }

  /** Shows what the slot holds now; what was typed elsewhere on the page stays. */
  async refresh() {
    const answer = await fetch(window.location.href).catch(() => null);
    const text = answer?.ok ? await answer.text() : '';
    const fresh = new DOMParser().parseFromString(text, 'text/html').getElementById(this.slot.id);
    if (!fresh) {
      window.location.reload();
      return;
    }
    const focused = this.slot.contains(document.activeElement);
    this.slot.className = fresh.className;
    this.slot.replaceChildren(...fresh.childNodes, this.list);
    const form = this.form;
    if (form) start(form, this);
    if (focused) this.slot.querySelector('form.upload input[type=file], a')?.focus();
  }
}

function tell(slot, text, isBad = false) {
  let note = slot.querySelector('[data-upload-note]');
  if (!note && text) {
    note = element('p', { className: '' });
    note.dataset.uploadNote = '';
    note.setAttribute('role', 'status');
    slot.append(note);
  }
  if (!note) return;
  note.textContent = text;
  note.className = text && isBad ? 'error' : '';
}

/** Lets an upload form send what is chosen or dropped on its slot. */
function start(form, known) {
  const input = form.querySelector('input[type=file]');
  const queue = known ?? new Queue(form);
  const take = () => {
    const files = [...input.files];
    input.value = '';
    input.dispatchEvent(new Event('change'));
    if (files.length) queue.add(files);
    else tell(queue.slot, '请先选择文件。', true);
  };
  if (known) nameChosen(input);
  form.querySelector('button').hidden = true; // choosing sends
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    take();
  });
  input.addEventListener('change', () => {
    if (input.files.length) take();
  });
  if (!known) chooseDropped(queue.slot, (files) => queue.form && queue.add(files));
}

/** Enhances the upload forms of the page. */
export function startUploads() {
  document.querySelectorAll('input[type=file]').forEach(nameChosen);
  for (const form of document.querySelectorAll('.slot form.upload')) start(form);
  window.addEventListener('beforeunload', (event) => {
    if (document.querySelector('.queue:not([hidden]) progress:not([hidden])')) {
      event.preventDefault();
    }
  });
}
