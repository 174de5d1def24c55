/**
 * Signing with a finger or a mouse (云南手册 L46). Without this script a photo of a signature on
 * paper is sent by the file input, which stays as the other way.
 */
import { element } from './elements.js';

const WIDEST = 1200; // pixels of the picture that is sent

function fit(canvas, pad) {
  const strokes = pad.toData();
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  canvas.width = canvas.offsetWidth * ratio;
  canvas.height = canvas.offsetHeight * ratio;
  canvas.getContext('2d').scale(ratio, ratio);
  pad.clear();
  pad.fromData(strokes);
}

/** What was drawn, as a PNG file on white ground. */
async function drawn(canvas) {
  const scale = Math.min(1, WIDEST / canvas.width);
  const copy = element('canvas', { width: canvas.width * scale, height: canvas.height * scale });
  const context = copy.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0, copy.width, copy.height);
  const blob = await new Promise((done) => {
    copy.toBlob(done, 'image/png');
  });
  return new File([blob], '签名.png', { type: 'image/png' });
}

function start(form) {
  const paper = form.querySelector('[data-paper]');
  const input = paper.querySelector('input');
  const canvas = element('canvas', { className: 'signing-pad', tabIndex: 0 });
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', '签名区：请用手指或鼠标在此签名；不便手写的，可上传签名的图片');
  const again = element('button', { type: 'button', textContent: '重签' });
  const other = element('details', {}, element('summary', { textContent: '改为上传签名的图片' }));
  paper.before(element('p', { textContent: '请在下方方框内签名：' }), canvas);
  paper.before(other);
  other.append(paper);
  form.querySelector('.save-bar').append(again);
  const pad = new window.SignaturePad(canvas, { minWidth: 1, maxWidth: 3.5, penColor: '#111827' });
  fit(canvas, pad);
  window.addEventListener('resize', () => fit(canvas, pad));
  again.addEventListener('click', () => pad.clear());
  form.addEventListener('submit', async (event) => {
    if (input.files.length || pad.isEmpty() || form.dataset.sent) return;
    event.preventDefault();
    form.dataset.sent = 'yes';
    const chosen = new DataTransfer();
    chosen.items.add(await drawn(canvas));
    input.files = chosen.files;
    form.requestSubmit();
  });
}

document.querySelectorAll('[data-signing]').forEach(start);
