/** What improves the pages of an application; every page works without it. */
import { startAutosave } from './autosave.js';
import { startCascades } from './cascade.js';
import { startCounting } from './counting.js';
import { settle, startKeeping } from './kept.js';
import { startPhotos } from './photo.js';
import { startSigning } from './signing.js';
import { startSmallTables } from './small_table.js';
import { startSorting } from './sorting.js';
import { startUploads } from './upload.js';
import { watchConditions } from './visibility.js';

const stored = document.getElementById('values');
settle();
startSmallTables();
startKeeping();
startCascades();
startUploads();
startSorting();
startPhotos();
startSigning();
startAutosave();
startCounting();
watchConditions(stored ? JSON.parse(stored.textContent) : {});
document.querySelector('#summary')?.focus();
