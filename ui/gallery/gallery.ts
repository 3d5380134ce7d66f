import '../theme/tokens.css';
import '../theme/vaadin.css';
import { setLanguage } from '../session/i18n.ts';
import { GjGallery } from './gj-gallery.ts';

/** Shows the kit in the theme and the language that the address names: `#dark-en`. */
const [theme = 'light', language] = location.hash.slice(1).split('-');
document.documentElement.dataset['theme'] = theme;
document.documentElement.lang = language === 'en' ? 'en' : 'zh-Hans';
await setLanguage(language === 'en' ? 'en' : 'zh', []);
document.body.append(new GjGallery());
