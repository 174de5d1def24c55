/** What improves the pages of experts: what is typed or chosen stays on the device until it is sent. */
import { startCounting } from './counting.js';
import { settle, startKeeping } from './kept.js';

settle();
startKeeping();
startCounting();
