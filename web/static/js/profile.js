/** What improves the pages of 个人中心 and of registering units; every page works without it. */
import { startCascades } from './cascade.js';
import { startCounting } from './counting.js';
import { settle, startKeeping } from './kept.js';
import { startPhotos } from './photo.js';
import { startSmallTables } from './small_table.js';
import { startUploads } from './upload.js';
import { watchConditions } from './visibility.js';

const stored = document.getElementById('values');
settle();
startSmallTables();
startKeeping();
startCounting();
startCascades();
startUploads();
startPhotos();
watchConditions(stored ? JSON.parse(stored.textContent) : {});
document.querySelector('#summary')?.focus();
