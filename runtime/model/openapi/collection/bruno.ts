import type { CollectedRequest, RequestFolder, RequestWord } from './requests-of.ts';

/**
 * A collection as Bruno keeps it: a folder of texts that stand well in a repository, by their paths. The token is a secret
 * of the environment, which Bruno keeps apart.
 */
export function brunoCollection(
  folders: readonly RequestFolder[],
  { name, url }: { readonly name: string; readonly url: string },
): ReadonlyMap<string, string> {
  const files = new Map([
    [
      'bruno.json',
      `${JSON.stringify({ version: '1', name, type: 'collection', ignore: ['.git'] }, null, 2)}\n`,
    ],
    ['collection.bru', text([block('auth', ['mode: bearer']), block('auth:bearer', ['token: {{token}}'])])],
    ['environments/guiju.bru', text([block('vars', [`url: ${url}`]), 'vars:secret [\n  token\n]'])],
  ]);
  for (const [at, folder] of folders.entries()) {
    const place = fileName(folder.name);
    files.set(`${place}/folder.bru`, text([block('meta', [`name: ${folder.name}`, `seq: ${at + 1}`])]));
    for (const [seq, request] of folder.requests.entries())
      files.set(`${place}/${fileName(request.name)}.bru`, requestText(request, seq + 1));
  }
  return files;
}

function requestText(request: CollectedRequest, seq: number): string {
  const { name, method, path, parameters, query, headers, body, isPublic, description } = request;
  const needed = query.filter(({ required }) => required);
  const words = needed.map((one) => `${one.name}=${one.value}`).join('&');
  const sends = body === undefined ? 'none' : 'json' in body ? 'json' : 'file';
  return text([
    block('meta', [`name: ${name}`, 'type: http', `seq: ${seq}`]),
    block(method.toLowerCase(), [
      `url: {{url}}${path}${words === '' ? '' : `?${words}`}`,
      `body: ${sends}`,
      `auth: ${isPublic ? 'none' : 'inherit'}`,
    ]),
    block('params:query', query.map(entryOf)),
    block(
      'params:path',
      parameters.map((one) => `${one.name}: ${one.value}`),
    ),
    block('headers', headers.map(entryOf)),
    body && 'json' in body ? block('body:json', body.json.split('\n')) : '',
    block('docs', description.split('\n')),
  ]);
}

/** What is not sent has a tilde before it. */
function entryOf({ name, value, required }: RequestWord): string {
  return `${required || value !== '' ? '' : '~'}${keyOf(name)}: ${value}`;
}

/** A name that holds what means something to Bruno stands in quotes. */
function keyOf(name: string): string {
  return /[\s:{}"]/.test(name) ? `"${name.replaceAll('"', '\\"')}"` : name;
}

function block(name: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${name} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`;
}

function text(blocks: readonly string[]): string {
  return `${blocks.filter((one) => one !== '').join('\n\n')}\n`;
}

/** Names that any file system takes. */
function fileName(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '-');
}
