/**
 * Cropping, turning and zooming a photo before it is sent (安徽手册 图5-2), and dropping it onto its
 * question. Without this script the chosen file is sent as it is.
 *
 * The question is a `[data-photo]` with data-ratio (width:height of the frame, whole numbers), data-max-bytes,
 * data-min-width and data-min-height (pixels), around a file input and its upload button.
 */
import { chooseDropped } from './chosen.js';
import { element, openWindow } from './elements.js';
import { addStyles, loadScript } from './libraries.js';

const HEIGHT = 800; // pixels of the picture that is sent, unless the rule asks for more
const LARGEST = 2400; // pixels of the longer side that is worked on
const QUALITIES = [0.92, 0.85, 0.75, 0.6, 0.45];

let library;

/** Cropper.js and its styles, fetched when the first photo is chosen. */
function loadCropper() {
  if (!library) addStyles('vendor/cropperjs/cropper.css');
  library ??= loadScript('vendor/cropperjs/cropper.js').then(() => window.Cropper);
  return library;
}

/** The window in which a photo is cut: picture, preview, tools. */
function openStage(opener, address) {
  const picture = element('img', { src: address, alt: '待裁剪的照片' });
  const preview = element('div', { className: 'photo-preview' });
  const tools = element('div', { className: 'buttons' });
  const send = element('button', { type: 'button', className: 'primary', textContent: '提交' });
  const cancel = element('button', { type: 'button', textContent: '取消' });
  const dialog = openWindow(
    opener,
    'photo-window',
    '调整照片',
    element('p', {
      className: 'hint',
      textContent: '拖动或用两指缩放照片，让头像铺满剪切区域，右侧是预览。',
    }),
    element(
      'div',
      { className: 'photo-stage' },
      element('div', { className: 'photo-picture' }, picture),
      element('div', {}, element('p', { className: 'small soft', textContent: '预览' }), preview),
    ),
    tools,
    element('div', { className: 'save-bar buttons' }, send, cancel),
  );
  return { dialog, picture, preview, tools, send, cancel };
}

function addTool(tools, text, act) {
  const button = element('button', { type: 'button', className: 'slim', textContent: text });
  button.addEventListener('click', act);
  tools.append(button);
}

/** Turns the picture by a quarter and lays the frame over it anew, as large as it fits. */
function turn(cropper, degrees, ratio) {
  cropper.clear(); // else the frame of the picture that lay otherwise would cut into this one
  cropper.rotate(degrees);
  const room = cropper.getContainerData();
  const turned = cropper.getCanvasData();
  const scale = Math.min(room.width / turned.width, room.height / turned.height);
  const [width, height] = [turned.width * scale, turned.height * scale];
  const place = { left: (room.width - width) / 2, top: (room.height - height) / 2, width, height };
  cropper.setCanvasData(place);
  cropper.crop();
  const across = Math.min(width, height * ratio);
  const down = across / ratio;
  const left = place.left + (width - across) / 2;
  const top = place.top + (height - down) / 2;
  cropper.setCropBoxData({ left, top, width: across, height: down });
}

function addTools(tools, cropper, ratio) {
  addTool(tools, '放大', () => cropper.zoom(0.1));
  addTool(tools, '缩小', () => cropper.zoom(-0.1));
  addTool(tools, '向左旋转', () => turn(cropper, -90, ratio));
  addTool(tools, '向右旋转', () => turn(cropper, 90, ratio));
  addTool(tools, '左移', () => cropper.move(-10, 0));
  addTool(tools, '右移', () => cropper.move(10, 0));
  addTool(tools, '上移', () => cropper.move(0, -10));
  addTool(tools, '下移', () => cropper.move(0, 10));
  addTool(tools, '还原', () => cropper.reset());
}

/** What was cut, in pixels that have the ratio exactly where its numbers are small. */
function draw(cropper, rule) {
  const widest = Math.ceil((rule.minWidth * rule.down) / rule.across);
  const least = Math.max(HEIGHT, rule.minHeight, widest);
  const height = Math.ceil(least / rule.down) * rule.down;
  const canvas = element('canvas', { width: (height / rule.down) * rule.across, height });
  const source = cropper.getCroppedCanvas({ fillColor: '#ffffff', imageSmoothingQuality: 'high' });
  canvas.getContext('2d').drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** What was cut as a JPEG that is not larger than it may be. */
async function cut(cropper, rule) {
  const canvas = draw(cropper, rule);
  let blob = null;
  for (const quality of QUALITIES) {
    blob = await new Promise((done) => {
      canvas.toBlob(done, 'image/jpeg', quality);
    });
    if (blob.size <= rule.maxBytes) break;
  }
  return blob;
}

function ruleOf(question) {
  const { ratio, maxBytes, minWidth, minHeight } = question.dataset;
  const [across, down] = ratio.split(':').map(Number);
  return {
    across,
    down,
    maxBytes: Number(maxBytes),
    minWidth: Number(minWidth),
    minHeight: Number(minHeight),
  };
}

/** Puts a file into the input as if it had been chosen there. */
function choose(input, file) {
  const chosen = new DataTransfer();
  chosen.items.add(file);
  input.files = chosen.files;
}

/** The picture upright, without what the camera noted of how it was held; not larger than needed. */
async function straighten(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LARGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = element('canvas', {
    width: Math.round(bitmap.width * scale),
    height: Math.round(bitmap.height * scale),
  });
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((done) => {
    canvas.toBlob(done, 'image/png');
  });
  return URL.createObjectURL(blob);
}

async function edit(question, input, button) {
  const file = input.files[0];
  if (!file) return;
  const submit = () => button.form.requestSubmit(button);
  let address;
  let Cropper;
  try {
    [Cropper, address] = await Promise.all([loadCropper(), straighten(file)]);
  } catch {
    submit(); // nothing that can be shown here: it is sent as it is, and the server answers
    return;
  }
  const { dialog, picture, preview, tools, send, cancel } = openStage(input, address);
  const rule = ruleOf(question);
  const cropper = new Cropper(picture, {
    aspectRatio: rule.across / rule.down,
    viewMode: 1,
    dragMode: 'move',
    autoCropArea: 1,
    preview,
    checkOrientation: false, // it stands upright already
    toggleDragModeOnDblclick: false,
  });
  addTools(tools, cropper, rule.across / rule.down);
  let sent = false;
  dialog.addEventListener('close', () => {
    cropper.destroy();
    URL.revokeObjectURL(address);
    if (!sent) clear(input);
  });
  cancel.addEventListener('click', () => dialog.close());
  send.addEventListener('click', async () => {
    send.disabled = true;
    const blob = await cut(cropper, rule);
    const name = `${file.name.replace(/\.[^.]*$/, '')}.jpg`;
    choose(input, new File([blob], name, { type: 'image/jpeg' }));
    sent = true;
    dialog.close();
    submit();
  });
}

function clear(input) {
  input.value = '';
  input.dispatchEvent(new Event('change'));
}

function addDropZone(input) {
  const words = '把照片拖到这里，或点此选择';
  const zone = element('label', { className: 'photo-drop', htmlFor: input.id }, words);
  zone.setAttribute('aria-hidden', 'true'); // the file button says the same
  input.closest('.upload').before(zone);
  chooseDropped(zone, ([file]) => {
    choose(input, file);
    input.dispatchEvent(new Event('change'));
  });
}

/** Enhances every photo question of the page. */
export function startPhotos() {
  const questions = document.querySelectorAll('[data-photo]');
  if (questions.length) addStyles('css/photo.css');
  for (const question of questions) {
    const input = question.querySelector('input[type=file]');
    const button = question.querySelector('button[name=upload]');
    if (!input || !button) continue;
    addDropZone(input);
    input.addEventListener('change', () => edit(question, input, button));
  }
}
