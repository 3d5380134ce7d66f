import './theme/tokens.css';
import './theme/vaadin.css';
import './app/gj-app.ts';
