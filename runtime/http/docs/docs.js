import { renderBegin } from './begin.js';
import { renderCall } from './call.js';
import { element } from './element.js';
import { currentLanguage, otherLanguage, preferences, said, word } from './words.js';

/** @typedef {import('./call.js').Call} Call */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const groups = /** @type {HTMLElement} */ (document.getElementById('groups'));
const search = /** @type {HTMLInputElement} */ (document.getElementById('search'));
const language = /** @type {HTMLElement} */ (document.getElementById('language'));
const home = /** @type {HTMLElement} */ (document.getElementById('home'));

/** @type {Record<string, any> | null} */
let openapi = null;
/** Calls by tag. @type {Map<string, Call[]>} */
let byTag = new Map();

async function load() {
  // In Chinese it says both: whoever reads it changes the language without asking anew.
  const answer = await fetch('/openapi.json', { headers: { 'accept-language': 'zh' } });
  if (answer.status === 401) return signIn();
  if (!answer.ok) return main.replaceChildren(element('p', {}, word('failed')));
  openapi = await answer.json();
  byTag = grouped();
  render();
}

function grouped() {
  /** @type {Map<string, Call[]>} */
  const found = new Map();
  for (const [path, item] of Object.entries(openapi?.['paths'] ?? {}))
    for (const [method, operation] of Object.entries(item)) {
      const [tag] = operation.tags;
      const calls = found.get(tag) ?? [];
      calls.push({ method: method.toUpperCase(), path, operation });
      found.set(tag, calls);
    }
  return found;
}

function render() {
  document.documentElement.lang = currentLanguage();
  document.title = `${word('title')} · 规矩`;
  const title = document.getElementById('title');
  const version = document.getElementById('version');
  if (title) title.textContent = word('title');
  if (version) version.textContent = openapi?.['info'].version ?? '';
  language.textContent = word('other');
  home.textContent = word('back');
  search.placeholder = word('search');
  search.setAttribute('aria-label', word('search'));
  if (!openapi) return;
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const isSought = words.length > 0;
  const tags = openapi['tags'].filter(
    (/** @type {any} */ tag) => !isSought || foundIn(tag, words).length > 0,
  );
  const asked = decodeURIComponent(location.hash.slice(1));
  const isThere = !isSought || tags.some((/** @type {any} */ { name }) => name === asked);
  const current = isThere ? asked : (tags[0]?.name ?? asked);
  const parts = [
    { title: word('common'), own: tags.filter((/** @type {any} */ tag) => !tag['x-form']) },
    { title: word('forms'), own: tags.filter((/** @type {any} */ tag) => tag['x-form']) },
  ];
  const begin = element('a', { class: 'begin', href: '#', 'aria-current': current === '' }, word('begin'));
  groups.replaceChildren(
    ...(isSought ? [] : [begin]),
    ...parts.flatMap(({ title, own }) =>
      own.length === 0
        ? []
        : [
            element('h2', {}, title),
            element('ul', {}, ...own.map((/** @type {any} */ tag) => group(tag, current))),
          ],
    ),
  );
  if (tags.length === 0) groups.replaceChildren(element('p', { class: 'muted' }, word('nothing')));
  if (current === '') main.replaceChildren(renderBegin());
  else showGroup(current, words);
}

/** @param {any} tag @param {string} current */
function group({ name, description }, current) {
  return element(
    'li',
    {},
    element(
      'a',
      { href: `#${encodeURIComponent(name)}`, 'aria-current': name === current },
      description ? said(description) : name,
      description ? element('small', {}, name) : null,
    ),
  );
}

/**
 * The calls of a tag that have all the words, in any order, among their method, their path, what is said of them and what
 * their tag is called.
 * @param {any} tag @param {readonly string[]} words
 */
function foundIn({ name, description = '' }, words) {
  return (byTag.get(name) ?? []).filter(({ method, path, operation }) => {
    const texts = [name, description, method, path, operation.summary, operation.description];
    const text = texts.join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/**
 * Those calls of it that are sought; all of them where none is.
 * @param {string} name @param {readonly string[]} words
 */
function showGroup(name, words) {
  const tag = openapi?.['tags'].find((/** @type {any} */ one) => one.name === name);
  const found = tag ? foundIn(tag, words) : [];
  const calls = found.length > 0 ? found : (byTag.get(name) ?? []);
  main.replaceChildren(
    element('h1', {}, tag?.description ? said(tag.description) : (name ?? '')),
    ...calls.map((call) => renderCall(openapi ?? {}, call)),
  );
}

function signIn() {
  const user = /** @type {HTMLInputElement} */ (
    element('input', { 'aria-label': word('user'), placeholder: word('user'), autocomplete: 'username' })
  );
  const password = /** @type {HTMLInputElement} */ (
    element('input', {
      type: 'password',
      'aria-label': word('password'),
      placeholder: word('password'),
      autocomplete: 'current-password',
    })
  );
  const problem = element('div', { class: 'need', role: 'alert' });
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const answer = await fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': currentLanguage() },
      body: JSON.stringify({ user: user.value, password: password.value }),
    });
    const told = await answer.json();
    if (told.token) return load();
    // A second step, such as a code or a new password, is taken where people sign in; this page is signed in with that.
    if (answer.ok) problem.replaceChildren(element('a', { href: '/' }, word('signInThere')));
    else problem.textContent = told.detail;
  };
  main.replaceChildren(
    element(
      'form',
      { class: 'sign-in', onsubmit: send },
      element('p', {}, word('signInFirst')),
      user,
      password,
      problem,
      element('button', { class: 'primary' }, word('signIn')),
    ),
  );
  user.focus();
}

search.addEventListener('input', render);
search.addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowDown') return;
  event.preventDefault();
  groups.querySelector('a')?.focus();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target !== document.body) return;
  event.preventDefault();
  search.focus();
});
window.addEventListener('hashchange', render);
language.addEventListener('click', () => {
  otherLanguage();
  if (openapi) render();
  else void load();
});
const { theme } = preferences();
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
render();
void load();
