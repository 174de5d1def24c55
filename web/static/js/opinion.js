/** Counts in what is written about somebody's material. */
import { startCounting } from './counting.js';

startCounting();
