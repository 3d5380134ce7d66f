import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Issue } from '../../../metadata/common/issue.ts';
import { isObject, type Json, pointerTo } from '../../../metadata/common/json.ts';
import { isDataFile, packageFolderNames } from '../../../metadata/model/source-files.ts';
import { parseJsonFile } from '../../config/json-file.ts';
import { isForPeople, isPackageFile } from './package-contents.ts';

/** A member that its object has already: `JSON.parse` would keep the later one and say nothing. */
interface Repeated {
  readonly pointer: string;
  readonly member: string;
  readonly line: number;
}

/** An object or a list around the place of the scan; an object with the members it has so far. */
interface Level {
  readonly members: Set<string> | null;
  step: string | number;
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/** Members written twice in one object of a text that is JSON, in the order they are written. */
function repeatedMembers(text: string): readonly Repeated[] {
  const found: Repeated[] = [];
  const levels: Level[] = [];
  let named = true;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      levels.push({ members: token === '{' ? new Set() : null, step: 0 });
      named = false;
    } else if (token === '}' || token === ']') {
      levels.pop();
      named = true;
    } else if (token === ',') {
      if (typeof level?.step === 'number' && !level.members) level.step += 1;
      named = false;
    } else if (level?.members && !named) {
      const member: string = JSON.parse(token);
      named = true;
      level.step = member;
      if (level.members.has(member)) {
        const pointer = pointerTo(...levels.map(({ step }) => step));
        found.push({ pointer, member, line: text.slice(0, index).split('\n').length });
      } else level.members.add(member);
    }
  }
  return found;
}

/** A package as it lies in a folder or a tarball: parsed files by their path inside it. */
export interface PackageFiles {
  readonly files: ReadonlyMap<string, Json>;
  readonly issues: readonly Issue[];
}

/** Packages are read as data: more or larger than this is not a package. */
const limits = { files: 5_000, bytes: 8 * 1024 * 1024, depth: 6 };

/** Whether somebody may take a file for one of the package, though it does not end as they do. */
function looksLikeOurs(path: string, name: string): boolean {
  const [folder = ''] = path.split('/');
  const isInside = path !== name && packageFolderNames.some((known) => known === folder);
  return /\.json$/i.test(name) || (isInside && !isForPeople(name));
}

/**
 * Every `.json` file below a folder, and what is written for people; links, hidden files and anything else are left
 * alone.
 */
export function readPackageFolder(folder: string): PackageFiles {
  const files = new Map<string, Json>();
  const issues: Issue[] = [];
  const refuse = (file: string, code: string, params: Issue['params'] = {}, pointer = '') =>
    void issues.push({ code, severity: 'error', file, pointer, params: { file, ...params } });

  const visit = (inside: string, depth: number) => {
    const here = join(folder, inside);
    for (const entry of readdirSync(here, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isDirectory()) {
        if (depth === limits.depth) refuse(path, 'package-too-deep', { depth: limits.depth });
        else visit(path, depth + 1);
      } else if (!entry.isFile()) continue;
      else if (entry.name.endsWith('.json') || isPackageFile(path)) readFile(path);
      else if (looksLikeOurs(path, entry.name))
        issues.push({
          code: 'stray-ending',
          severity: 'warning',
          file: path,
          pointer: '',
          params: { file: path },
        });
    }
  };
  const readFile = (path: string) => {
    if (files.size === limits.files) return refuse(path, 'package-too-many-files', { files: limits.files });
    const size = statSync(join(folder, path)).size;
    if (size > limits.bytes) return refuse(path, 'package-file-too-large', { size, limit: limits.bytes });
    const content = readFileSync(join(folder, path));
    if (isDataFile(path)) files.set(path, content.toString('base64'));
    else if (path.endsWith('.json')) takeFile(path, content.toString('utf8'), { files, issues });
    else takeText(path, content, { files, issues });
  };

  if (!isFolder(folder)) refuse(folder, 'package-no-folder');
  else visit('', 0);
  return { files, issues };
}

/** A file's text, parsed; what is wrong with it stands among the issues. */
export function takeFile(
  file: string,
  text: string,
  { files, issues }: { readonly files: Map<string, Json>; readonly issues: Issue[] },
): void {
  const wrong = (code: string, params: Issue['params'], pointer = '') =>
    void issues.push({ code, severity: 'error', file, pointer, params: { file, ...params } });
  const parsed = parseJsonFile(text);
  if (!parsed.ok) {
    wrong(parsed.code, parsed.params);
    return;
  }
  files.set(file, parsed.value);
  for (const { pointer, ...where } of repeatedMembers(text)) wrong('json-member-twice', where, pointer);
}

/** Takes a text that is written for people as it stands. */
export function takeText(
  file: string,
  content: Uint8Array,
  { files, issues }: { readonly files: Map<string, Json>; readonly issues: Issue[] },
): void {
  try {
    files.set(file, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content));
  } catch {
    issues.push({ code: 'package-text', severity: 'error', file, pointer: '', params: { file } });
  }
}

/**
 * The folder itself when it is a package, or those right below it that are; what is not there is left to who reads it.
 */
export function packageFolders(folder: string): readonly string[] {
  if (isPackage(folder) || !isFolder(folder)) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isPackage(join(folder, entry.name)))
    .map((entry) => join(folder, entry.name))
    .sort();
}

/** Its package.json speaks to us. One that cannot be parsed may mean to. */
function isPackage(folder: string): boolean {
  const manifest = join(folder, 'package.json');
  if (!isFile(manifest)) return false;
  const read = parseJsonFile(readFileSync(manifest, 'utf8'));
  return !read.ok || (isObject(read.value) && 'guiju' in read.value);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Folders of the packages that ship with the server, beside the code in the checkout and in the tarball alike. */
export function standardPackageFolders(): readonly string[] {
  const folder = fileURLToPath(new URL('../../../metadata/packages', import.meta.url));
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(join(path, 'package.json'), { throwIfNoEntry: false })?.isFile())
    .sort();
}
