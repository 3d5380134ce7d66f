import './theme/tokens.css';
import './theme/vaadin.css';
import { GjApp } from './app/gj-app.ts';
import { einvoicingWords } from './einvoicing/words.ts';
import { imagingWords } from './imaging/words.ts';

const words = [einvoicingWords, imagingWords];
/** A browser that has no Temporal of its own fetches one before anything reckons with days. */
const inside = async () => {
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');
  return import('./app/main.ts');
};
document.body.append(Object.assign(new GjApp(), { words, inside }));
