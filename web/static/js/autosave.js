/**
 * Saves what was changed, some seconds after the last key: only the questions that were touched,
 * with the version they were read at and an id of the save, so that a repeated save is recognised.
 * "已自动保存" is said only after the server has committed. Until then a copy stays in the browser.
 */
import { forget, keep, restore, sending, textsOf } from './kept.js';

const PAUSE = 2000;
const RETRY = 15000;

const clock = () => new Date().toLocaleTimeString('zh-CN', { hour12: false });
const newId = () => crypto.getRandomValues(new Uint32Array(4)).join('-');

class Autosave {
  constructor(form) {
    this.form = form;
    this.dirty = new Set();
    this.timer = 0;
    this.pending = null;
    this.note = form.querySelector('[data-saved-at]');
    this.key = `zhiping:${form.dataset.autosave}`;
  }

  start() {
    this.restore();
    this.form.addEventListener('input', (event) => this.touch(event.target));
    this.form.addEventListener('change', (event) => this.touch(event.target));
    this.form.addEventListener('save-now', () => this.save());
    this.form.addEventListener('submit', () => {
      clearTimeout(this.timer);
      this.stopped = true;
      if (this.dirty.size) sending(this.key);
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden' && this.dirty.size) this.save();
    });
  }

  touch(control) {
    const question = control.closest('[data-field]');
    if (!question || control.type === 'file' || this.stopped) return;
    this.dirty.add(question);
    this.keep();
    this.later(PAUSE);
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  keep() {
    keep(this.key, textsOf(this.dirty));
  }

  restore() {
    this.dirty = restore(this.form, this.key);
    if (this.dirty.size) {
      this.say('已恢复上次未保存的内容');
      this.later(PAUSE);
    }
  }

  async save() {
    if (this.pending || !this.dirty.size || this.stopped) return;
    const sending = new Set(this.dirty);
    const data = textsOf(this.dirty);
    this.dirty.clear();
    this.pending = { version: Number(this.form.elements.version.value), save_id: newId(), data };
    this.say('正在保存…');
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: 'PATCH',
        keepalive: true,
        headers: {
          'Content-Type': 'application/json',
          'X-CSRF-Token': this.form.elements.csrf_token.value,
          'X-Requested-With': 'fetch',
        },
        body: JSON.stringify(this.pending),
      });
      this.answered(answer.status, await answer.json(), sending);
    } catch {
      this.failed(sending, `暂时没有保存（${clock()}），网络恢复后会再试`);
      this.later(RETRY);
    } finally {
      this.pending = null;
    }
  }

  answered(status, answer, sending) {
    if (status === 200) {
      this.form.elements.version.value = answer.version;
      if (!this.dirty.size) forget(this.key);
      this.say([`已自动保存 ${answer.saved_at}`, ...answer.notices].join('　'));
      this.adjust(answer.adjusted);
      if (this.dirty.size) this.later(PAUSE);
      return;
    }
    this.failed(sending, answer.message ?? '没有保存，请刷新页面后重试');
    if (answer.sign_in) this.offer(answer.sign_in);
    if (status === 409 || status === 403) this.stopped = true;
  }

  /** Answers that the server had to change, e.g. 专业年限 lowered to 工作年限. */
  adjust(adjusted) {
    for (const [field, text] of Object.entries(adjusted)) {
      const control = this.form.querySelector(`[data-field="${field}"] input`);
      if (control && document.activeElement !== control) control.value = text;
    }
  }

  failed(sending, text) {
    for (const question of sending) this.dirty.add(question);
    this.keep();
    this.say(text, true);
  }

  /** The way to the sign-in page, after which the copy in this browser is put back. */
  offer(address) {
    const link = document.createElement('a');
    link.href = address;
    link.textContent = '去登录（已填写的内容保留在本机）';
    this.note.append('　', link);
  }

  say(text, isBad = false) {
    this.note.textContent = text;
    this.note.classList.toggle('bad', isBad);
  }
}

/** Starts saving every form that says where to. */
export function startAutosave() {
  for (const form of document.querySelectorAll('form[data-autosave]')) new Autosave(form).start();
}
