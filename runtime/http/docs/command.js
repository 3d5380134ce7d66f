import { element } from './element.js';
import { word } from './words.js';

/** @typedef {{ method: string, url: string, headers: Record<string, string>, body?: string }} Request */

/** A request as a command with a token, and a button that copies it. @param {() => Request} asked */
export function commandLine(asked) {
  const text = element('pre', {}, commandOf(asked()));
  const copy = element('button', { type: 'button', onclick: () => void copied() }, word('copy'));
  async function copied() {
    await navigator.clipboard.writeText(text.textContent ?? '');
    copy.textContent = word('copied');
  }
  const box = element('div', { class: 'command wide' }, element('h3', {}, word('command')), copy, text);
  return Object.assign(box, {
    /** What was typed since stands in it. */
    renew() {
      text.textContent = commandOf(asked());
      copy.textContent = word('copy');
    },
  });
}

/** @param {Request} request */
export function commandOf({ method, url, headers, body }) {
  const parts = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${quoted(`${location.origin}${url}`)}`,
    '-H "authorization: Bearer $TOKEN"',
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quoted(body)}`]),
  ];
  return parts.join(' \\\n  ');
}

/** For a shell: nothing in it means anything else. @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
