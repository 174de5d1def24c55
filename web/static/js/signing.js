/**
 * The page on the desk while a phone signs: shows the code, and fills in signature and date by
 * itself when the phone is done (云南手册 L46). Without this script the link leads to a page.
 */
import { element, openWindow } from './elements.js';

const EVERY = 2000;

function showCode(link, answer) {
  const said = element('p', {
    textContent: `请用手机微信或浏览器扫描二维码，在手机上签名并确认。${answer.minutes} 分钟内有效。`,
  });
  said.setAttribute('role', 'status');
  const code = element('img', {
    src: answer.code,
    className: 'signing-code',
    alt: '用手机扫描的签名二维码',
  });
  const address = element('p', { className: 'soft small address', textContent: answer.link });
  const close = element('button', { type: 'button', textContent: '取消' });
  const dialog = openWindow(
    link,
    'signing-window',
    '手机扫码签名',
    said,
    code,
    address,
    element('div', { className: 'buttons' }, close),
  );
  close.addEventListener('click', () => dialog.close());
  return { dialog, said };
}

/** Puts what the phone has signed into the form; what else was typed there stays. */
function fillIn(link, state) {
  const form = link.closest('.card').querySelector('form[data-section]');
  form.elements.version.value = state.version;
  const question = form.querySelector(`[data-signature="${link.dataset.sign}"]`);
  question.querySelector('.file')?.remove();
  const image = element('img', { src: state.image, alt: state.said, className: 'thumbnail' });
  const shown = element('p', { className: 'file' }, image, ` ${state.said}`);
  (question.querySelector('.hint') ?? question.firstElementChild).before(shown);
  const date = form.elements[state.dated.field];
  if (date) date.value = state.dated.value;
}

async function sign(link) {
  const { address } = link.dataset;
  const form = link.closest('.card').querySelector('form[data-section]');
  const token = form.elements.csrf_token.value;
  form.dispatchEvent(new Event('save-now')); // what was typed comes before what the phone saves
  const begun = await fetch(address, {
    method: 'POST',
    headers: { 'X-CSRF-Token': token, 'X-Requested-With': 'fetch' },
  }).catch(() => null);
  if (!begun) {
    form.querySelector('[data-saved-at]').textContent = '网络中断，暂时不能生成二维码，请稍后再试。';
    return;
  }
  if (!begun.ok) {
    window.location.assign(link.href);
    return;
  }
  const { dialog, said } = showCode(link, await begun.json());
  const timer = setInterval(async () => {
    const answer = await fetch(`${address}/state`, {
      headers: { 'X-Requested-With': 'fetch' },
    }).catch(() => null);
    if (!answer?.ok) return; // asked again in a moment
    const state = await answer.json();
    if (state.state === 'opened') said.textContent = '已在手机上打开，请在手机上签名并确认。';
    if (state.state === 'expired') said.textContent = '二维码已过期，请关闭后重新扫码。';
    if (state.state === 'signed') {
      clearInterval(timer);
      fillIn(link, state);
      dialog.close();
    }
  }, EVERY);
  dialog.addEventListener('close', () => clearInterval(timer));
}

/** Lets every link to signing by phone open its code on the page. */
export function startSigning() {
  for (const link of document.querySelectorAll('[data-sign]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      sign(link);
    });
  }
}
