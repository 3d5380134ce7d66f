import './gj-scan-page.ts';
