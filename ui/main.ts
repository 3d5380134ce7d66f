import './theme/tokens.css';
import './theme/vaadin.css';
import { GjApp } from './app/gj-app.ts';
import { einvoicingWords } from './einvoicing/words.ts';
import { imagingWords } from './imaging/words.ts';

const words = [einvoicingWords, imagingWords];
const inside = () => import('./app/main.ts');
document.body.append(Object.assign(new GjApp(), { words, inside }));
