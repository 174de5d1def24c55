/** Uploads with a progress bar; without this script the same forms are posted as they are. */

function send(form) {
  const progress = form.querySelector('progress');
  const note = form.querySelector('[data-upload-note]');
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('X-Requested-With', 'fetch');
  request.responseType = 'json';
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) progress.value = event.loaded / event.total;
  });
  request.addEventListener('load', () => {
    const answer = request.response;
    const refused = answer?.refused ?? [answer?.message ?? '上传没有成功，请重试。'];
    if (answer?.stored?.length) remember(refused, answer.stored.length);
    if (request.status === 200 && answer?.stored?.length) reload(form);
    else {
      refuse(note, refused.join('　') || '文件没有上传，请重新选择。');
      clear(form);
    }
  });
  request.addEventListener('error', () => {
    refuse(note, '网络中断，文件没有上传，请重试。');
  });
  request.addEventListener('loadend', () => {
    progress.hidden = true;
  });
  note.textContent = '';
  note.className = '';
  progress.hidden = false;
  progress.value = 0;
  request.send(new FormData(form));
}

function refuse(note, text) {
  note.textContent = text;
  note.className = text ? 'error' : '';
}

/** Says which files were chosen, in our words: browsers say it in the language they are set to. */
function nameChosen(input) {
  const names = document.createElement('span');
  names.className = 'chosen soft small';
  names.setAttribute('aria-live', 'polite');
  const tell = () => {
    names.textContent = [...input.files].map((file) => file.name).join('、') || '未选择文件';
  };
  input.classList.add('sr-only');
  input.after(names);
  input.addEventListener('change', tell);
  tell();
}

/** Forgets what was chosen, so that the same file can be chosen again once it was mended. */
function clear(form) {
  const input = form.querySelector('input[type=file]');
  input.value = '';
  input.dispatchEvent(new Event('change'));
}

/** What is said after the page was loaded again. */
function remember(refused, stored) {
  const texts = stored ? [`已上传 ${stored} 个文件。`, ...refused] : refused;
  sessionStorage.setItem('zhiping:upload', texts.join('　'));
}

function reload(form) {
  const slot = form.closest('[id]');
  if (slot) window.location.hash = slot.id;
  window.location.reload();
}

/** Enhances the upload forms of the page. */
export function startUploads() {
  const said = sessionStorage.getItem('zhiping:upload');
  if (said) {
    sessionStorage.removeItem('zhiping:upload');
    const target = document.getElementById(window.location.hash.slice(1));
    const note = target?.querySelector('[data-upload-note]');
    if (note) note.textContent = said;
  }
  document.querySelectorAll('input[type=file]').forEach(nameChosen);
  for (const form of document.querySelectorAll('form.upload')) {
    const input = form.querySelector('input[type=file]');
    form.querySelector('button').hidden = true; // choosing sends
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (input.files.length) send(form);
      else refuse(form.querySelector('[data-upload-note]'), '请先选择文件。');
    });
    input.addEventListener('change', () => {
      if (input.files.length) form.requestSubmit();
    });
  }
}
