import { commandLine } from './command.js';
import { element } from './element.js';
import { example, resolved, tree, typeOf } from './schema.js';
import { currentLanguage, said, word } from './words.js';

/** @typedef {Record<string, any>} Schema */
/** @typedef {{ method: string, path: string, operation: Schema }} Call */

/** One call, closed; what is inside is made when somebody opens it. @param {Schema} document @param {Call} call */
export function renderCall(document, call) {
  const { method, path, operation } = call;
  const details = element('details', { class: 'call', id: operation['operationId'] });
  details.append(
    element(
      'summary',
      {},
      element('span', { class: `method ${method}` }, method),
      element('code', {}, path),
      element('span', {}, currentLanguage() === 'zh' ? operation['summary'] : operation['description']),
    ),
  );
  details.addEventListener('toggle', () => {
    if (/** @type {HTMLDetailsElement} */ (details).open && details.childElementCount === 1)
      details.append(inside(document, call));
  });
  return details;
}

/** @param {Schema} document @param {Call} call */
function inside(document, call) {
  const { operation } = call;
  const parameters = (operation['parameters'] ?? []).map((/** @type {Schema} */ one) =>
    resolved(document, one),
  );
  const body = Object.values(operation['requestBody']?.content ?? {})[0]?.schema;
  const box = element('div', {});
  if (parameters.length > 0) box.append(element('h3', {}, word('parameters')), parameterTable(parameters));
  if (body) box.append(element('h3', {}, word('body')), tree(document, body));
  for (const [status, response] of Object.entries(operation['responses'] ?? {})) {
    const schema = Object.values(resolved(document, response)['content'] ?? {})[0]?.schema;
    if (status === 'default' || !schema) continue;
    box.append(
      element('h3', {}, `${word('answer')} ${status}`),
      element('div', { class: 'muted' }, typeOf(schema)),
    );
    box.append(tree(document, schema));
  }
  box.append(element('h3', {}, word('try')), tryForm(document, call, parameters, body));
  return box;
}

/** @param {Schema[]} parameters */
function parameterTable(parameters) {
  const rows = parameters.map((one) =>
    element(
      'tr',
      {},
      element(
        'td',
        {},
        element('code', {}, one['name']),
        one['required'] ? element('span', { class: 'need' }, ' *') : null,
      ),
      element('td', {}, one['in']),
      element('td', {}, typeOf(one['schema'])),
      element('td', {}, said(one['description'])),
    ),
  );
  const head = ['name', 'where', 'type', 'meaning'].map((key) =>
    element('th', {}, word(/** @type {'name'} */ (key))),
  );
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
}

/** @param {Schema} document @param {Call} call @param {Schema[]} parameters @param {Schema | undefined} body */
function tryForm(document, { method, path }, parameters, body) {
  const shown = parameters.filter(
    (one) => one['required'] || ['org', 'limit', 'q', 'filter', 'view'].includes(one['name']),
  );
  const inputs = shown.map((one) => ({
    one,
    input: /** @type {HTMLInputElement} */ (
      element('input', { 'aria-label': one['name'], placeholder: typeOf(one['schema']) })
    ),
  }));
  const text = /** @type {HTMLTextAreaElement | null} */ (
    body ? element('textarea', { class: 'wide', 'aria-label': word('body'), spellcheck: 'false' }) : null
  );
  if (text) text.value = JSON.stringify(example(document, body), null, 2);
  const result = element('div', { class: 'wide', 'aria-live': 'polite' });
  /** What is asked as it is typed, without what only a page sends. */
  const asked = () => {
    let address = path;
    const query = new URLSearchParams();
    /** @type {Record<string, string>} */
    const headers = { 'accept-language': currentLanguage() };
    for (const { one, input } of inputs) {
      if (one['in'] === 'path' && input.value !== '')
        address = address.replace(`{${one['name']}}`, encodeURIComponent(input.value));
      else if (input.value !== '' && one['in'] === 'query') query.set(one['name'], input.value);
      else if (input.value !== '' && one['in'] === 'header') headers[one['name']] = input.value;
    }
    if (text) headers['content-type'] = 'application/json';
    const url = query.size > 0 ? `${address}?${query}` : address;
    return { method, url, headers, ...(text ? { body: text.value } : {}) };
  };
  const command = commandLine(asked);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const { url, headers, ...rest } = asked();
    const csrf = method === 'GET' ? {} : { 'x-csrf-token': await csrfToken() };
    const started = performance.now();
    const answer = await fetch(url, { ...rest, headers: { ...headers, ...csrf } });
    const content = await answer.text();
    const etag = answer.headers.get('etag');
    result.replaceChildren(
      element(
        'div',
        {},
        `${answer.status} · ${Math.round(performance.now() - started)} ms${etag ? ` · ETag ${etag}` : ''}`,
      ),
      element('pre', {}, pretty(content)),
    );
  };
  return element(
    'form',
    { class: 'try', onsubmit: send, oninput: () => command.renew() },
    ...inputs.flatMap(({ one, input }) => [element('code', {}, one['name']), input]),
    text,
    element('div', { class: 'wide' }, element('button', { class: 'primary' }, word('send'))),
    result,
    command,
  );
}

/** Only who was told the token may write with the cookie. */
async function csrfToken() {
  const answer = await fetch('/api/session');
  return answer.ok ? ((await answer.json()).csrf ?? '') : '';
}

/** @param {string} text */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
