import './theme/tokens.css';
import './theme/vaadin.css';
import { GjApp } from './app/gj-app.ts';
import { tagline } from './einvoicing/tagline.ts';

const inside = () => import('./app/main.ts');
document.body.append(Object.assign(new GjApp(), { tagline, inside }));
