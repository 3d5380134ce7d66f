import type { Problem } from '../../../metadata/common/issue.ts';
import { pointerTo } from '../../../metadata/common/json.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import { parseDate } from '../../../rules/calendar.ts';
import type { Endpoint } from './endpoint.ts';
import { parametersWrong } from './refusals.ts';

/** Every endpoint understands these. */
const commonParameters: ReadonlySet<string> = new Set(['org', 'minRevision']);

const none = new URLSearchParams();

/** The query of a URL; most have none. */
export function queryOf(url: string): URLSearchParams {
  const at = url.indexOf('?');
  return at < 0 ? none : new URLSearchParams(url.slice(at + 1));
}

/** Characters of a query that is kept, and how many are: programs ask for the same again and again. */
const kept = { characters: 64, queries: 1_000 };

/** Reads the queries of an endpoint, each judged once as long as it is kept. Nobody changes what he is given. */
export function queriesOf(endpoint: Endpoint): (url: string) => URLSearchParams {
  const known = new Map<string, URLSearchParams>();
  return (url) => {
    const at = url.indexOf('?');
    if (at < 0) return none;
    const text = url.slice(at + 1);
    const found = known.get(text);
    if (found) return found;
    const query = new URLSearchParams(text);
    checkQuery(endpoint, query);
    if (text.length > kept.characters) return query;
    if (known.size >= kept.queries) known.clear();
    known.set(text, query);
    return query;
  };
}

/** Refuses what the endpoint does not know: a misspelt filter must not answer everything. */
function checkQuery(endpoint: Endpoint, query: URLSearchParams): void {
  if (query.size === 0) return;
  const problems: Problem[] = [];
  const names = [...commonParameters, ...(endpoint.query ?? []).map((parameter) => parameter.name)];
  const seen = new Set<string>();
  for (const name of query.keys()) {
    const known = names.includes(name);
    const path = pointerTo(name);
    if (!known && !endpoint.fieldFilters)
      problems.push({ path, code: 'unknown-parameter', params: { name, near: nearNames(name, names) } });
    if (known && seen.has(name)) problems.push({ path, code: 'parameter-twice', params: { name } });
    seen.add(name);
  }
  if (problems.length > 0) throw parametersWrong({}, problems);
}

/** A whole number in a range, or undefined when it is not given. */
export function wholeParameter(
  query: URLSearchParams,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw parametersWrong({}, [{ path: `/${name}`, code: 'parameter-number', params: { name, least, most } }]);
}

export function switchParameter(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  throw parametersWrong({}, [{ path: `/${name}`, code: 'parameter-switch', params: { name } }]);
}

/** A day of the calendar, or undefined when it is not given. */
export function dateParameter(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const date = parseDate(text);
  if (date === null) throw parametersWrong({}, [{ path: `/${name}`, code: 'not-date' }]);
  return date;
}

export function choiceParameter<T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const choice = choices.find((known) => known === text);
  if (choice !== undefined) return choice;
  throw parametersWrong({}, [
    { path: `/${name}`, code: 'parameter-choice', params: { name, choices: [...choices] } },
  ]);
}
