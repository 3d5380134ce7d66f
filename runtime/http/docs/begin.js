import { commandLine } from './command.js';
import { element } from './element.js';
import { word } from './words.js';

/** What whoever calls for the first time has to know, with a command that any token may send. */
export function renderBegin() {
  const line = (/** @type {Parameters<typeof word>[0]} */ key, /** @type {string | Node} */ text) => [
    element('dt', {}, word(key)),
    element('dd', {}, text),
  ];
  const account = element('a', { href: '/account' }, word('signBy'));
  return element(
    'section',
    { class: 'begin' },
    element('h1', {}, word('begin')),
    element(
      'dl',
      {},
      ...line('address', element('code', {}, location.origin)),
      ...line('sign', account),
      ...line('org', word('orgBy')),
      ...line('language', word('languageBy')),
      ...line('change', word('changeBy')),
      ...line('once', word('onceBy')),
    ),
    commandLine(() => ({ method: 'GET', url: '/api/session', headers: {} })),
  );
}
