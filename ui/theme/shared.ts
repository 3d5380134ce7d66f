import { controls } from './controls.ts';
import { elements } from './elements.ts';
import { layout } from './layout.ts';
import { looks } from './looks.ts';

/** The styles that pages and elements share inside their shadows: an element's own rules come after these and win. */
export const shared = [elements, controls, layout, looks];
