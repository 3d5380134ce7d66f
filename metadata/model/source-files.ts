import type { Issue } from '../common/issue.ts';
import { isObject, type Json } from '../common/json.ts';
import { nearNames } from '../common/near-names.ts';
import { packageSchema } from '../schema/file-schemas.ts';
import { judge } from '../schema/judge.ts';
import type { Manifest, PackageSource, SourceFile } from '../source.ts';
import { unfitServer } from './server-range.ts';

/** The folders of a package: all but its manifest lies in one of these. */
export const packageFolderNames = [
  'forms',
  'extensions',
  'params',
  'data',
  'cases',
  'prints',
  'reports',
  'templates',
  'migrations',
  'messages',
] as const;
type Folder = (typeof packageFolderNames)[number];

/** In a package that brings somebody's own changes to another of his systems: his layer, his records, what he set. */
export const promotedFolder = 'local';

/** Files of the records of a package lie below this, each as its bytes in base64. */
export const dataFilesFolder = 'data/files/';

/** The same of records that travel from one system to another, by their digests. */
export const promotedContentsFolder = `${promotedFolder}/files/`;

const dataFile = /^(?:data\/files\/[A-Za-z0-9@_][A-Za-z0-9@_.+ -]{0,99}|local\/files\/[0-9a-f]{64})$/;

/** Tells whether a path stands for a file of the records of a package, whatever its ending. */
export function isDataFile(path: string): boolean {
  return dataFile.test(path);
}

/** The file that tells who answers for a package as it was packed; whoever unpacks it judges that. */
export const signatureFile = 'signature.json';

/** Files npm packs whether one wants them or not; they say nothing to us. */
const besides = /^(readme|licen[cs]e|changelog|notice|history)(\.[a-z]+)?$/i;
/** The members of a manifest that npm runs, or installs to be run: a package of ours is data. */
const runs = [
  'scripts',
  'bin',
  'dependencies',
  'optionalDependencies',
  'bundleDependencies',
  'bundledDependencies',
  'main',
  'exports',
  'gypfile',
];

const promoted = new RegExp(
  `^${promotedFolder}/(?:(?:${packageFolderNames.join('|')}|records)/[A-Za-z0-9][A-Za-z0-9._-]*|values)\\.json$`,
);

/** Tells whether a path stands for a file of somebody's own changes. */
export function isPromotedFile(path: string): boolean {
  return promoted.test(path);
}

const inFolder = new RegExp(`^(${packageFolderNames.join('|')})/[a-z0-9][a-z0-9._-]*\\.json$`);

/** Tells whether a path stands for a file that a package consists of. */
export function isLayerFile(path: string): boolean {
  return path === 'package.json' || inFolder.test(path);
}

export type ReadSource =
  | { readonly source: PackageSource; readonly issues: readonly Issue[] }
  | { readonly source?: never; readonly issues: readonly Issue[] };

/**
 * A package by its layout: path inside the package → parsed JSON, however it came (folder, tarball, database).
 * The manifest is judged here, since nothing works without it; compile judges what the files say. What was made for
 * other versions than `server` is not looked at any further.
 */
export function readSourceFiles(files: ReadonlyMap<string, Json>, server?: string): ReadSource {
  const manifest = files.get('package.json');
  const unfit = manifest === undefined ? undefined : unfitServer(manifest, server);
  if (unfit) return { issues: [unfit] };
  const name = isObject(manifest) && typeof manifest['name'] === 'string' ? manifest['name'] : undefined;
  const issues: Issue[] = [];
  const found = (code: string, severity: Issue['severity'], file: string, params: Issue['params'] = {}) =>
    issues.push({
      code,
      severity,
      file,
      pointer: '',
      ...(name ? { package: name } : {}),
      params: { file, ...params },
    });
  if (manifest === undefined) found('no-manifest', 'error', 'package.json');
  else {
    for (const { code, pointer, params } of judge(packageSchema, manifest)) {
      issues.push({
        code,
        severity: 'error',
        ...(name ? { package: name } : {}),
        file: 'package.json',
        pointer,
        params,
      });
    }
  }
  for (const member of isObject(manifest) ? runs : []) {
    const said = isObject(manifest) ? manifest[member] : undefined;
    if (said !== undefined && JSON.stringify(said) !== '{}' && JSON.stringify(said) !== '[]')
      issues.push({
        code: 'manifest-runs',
        severity: 'error',
        file: 'package.json',
        pointer: `/${member}`,
        params: { member },
      });
  }
  // Of what is no package one thing is wrong, not each of its files.
  if (issues.length > 0) return { issues };
  const engines = isObject(manifest) ? manifest['engines'] : undefined;
  if (isObject(engines) && engines['guiju'] !== undefined)
    issues.push({
      code: 'engines-unread',
      severity: 'warning',
      file: 'package.json',
      pointer: '/engines/guiju',
      ...(name ? { package: name } : {}),
      params: { range: String(engines['guiju']) },
    });
  for (const path of files.keys()) {
    const isAtRoot = path === 'package.json' || path === signatureFile || besides.test(path);
    if (isAtRoot || inFolder.test(path) || promoted.test(path) || dataFile.test(path)) continue;
    const [folder = ''] = path.split('/');
    found('stray-file', 'warning', path, {
      near: path.includes('/') ? nearNames(folder, packageFolderNames) : [],
    });
  }
  return { source: sourceOf(manifest as Manifest, files), issues };
}

function sourceOf(manifest: Manifest, files: ReadonlyMap<string, Json>): PackageSource {
  const paths = [...files.keys()].filter((path) => inFolder.test(path)).sort();
  const inside = <T>(folder: Folder): readonly SourceFile<T>[] =>
    paths
      .filter((path) => path.startsWith(`${folder}/`))
      // Unjudged on purpose: compile reports what does not fit the type and leaves such a file out.
      .map((file) => ({ file, content: files.get(file) as T }));
  return {
    manifest,
    forms: inside('forms'),
    extensions: inside('extensions'),
    params: inside('params'),
    data: inside('data'),
    dataFiles: new Map(
      [...files].flatMap(([path, content]) =>
        path.startsWith(dataFilesFolder) && dataFile.test(path) && typeof content === 'string'
          ? [[path.slice(dataFilesFolder.length), content] as const]
          : [],
      ),
    ),
    cases: inside('cases'),
    prints: inside('prints'),
    reports: inside('reports'),
    templates: inside('templates'),
    migrations: inside('migrations'),
    messages: inside('messages'),
  };
}
