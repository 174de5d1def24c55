/** Forgets the copy of a form that was sent, on a page that shows it arrived and asks nothing. */
import { settle } from './kept.js';

settle();
