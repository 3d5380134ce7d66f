import { msg, str } from '@lit/localize';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { SpokenFailure } from '../../kit/base/failure-text.ts';
import type { Source } from './plan-types.ts';

/** A file with its path below what was chosen. */
export interface Picked {
  readonly path: string;
  readonly file: File;
}

/** Packages among files: each tarball is one, and each folder with a package.json of ours. */
export async function readSources(picked: readonly Picked[]): Promise<readonly Source[]> {
  const tarballs = picked.filter(({ path }) => /\.(tgz|tar\.gz)$/i.test(path));
  const others = picked.filter(({ path }) => !/(^|\/)(\.|node_modules\/)/.test(path));
  const roots = others
    .filter(({ path }) => /(^|\/)package\.json$/.test(path))
    .map(({ path }) => path.slice(0, -'package.json'.length));
  const folders: Source[] = [];
  for (const root of roots) {
    const files = await readFolder(root, others);
    const manifest = files['package.json'];
    if (isObject(manifest) && 'guiju' in manifest)
      folders.push({ called: root.replace(/\/$/, '') || String(manifest['name']), sent: { files } });
  }
  const packed = await Promise.all(
    tarballs.map(async ({ path, file }) => ({ called: path, sent: { tarball: await base64(file) } })),
  );
  if (packed.length + folders.length === 0)
    throw new SpokenFailure(
      msg('其中没有包：需要 .tgz 文件，或者含有 package.json（带 guiju 段）的文件夹。', {
        id: 'pkg-none-inside',
      }),
    );
  return [...packed, ...folders];
}

async function readFolder(root: string, picked: readonly Picked[]): Promise<Record<string, Json>> {
  const files: Record<string, Json> = {};
  for (const { path, file } of picked) {
    if (!path.startsWith(root)) continue;
    const inside = path.slice(root.length);
    if (/^readme(\.\w+)?\.(md|txt)$/i.test(inside)) files[inside] = await file.text();
    // A signature that lies in the folder speaks of what was packed before.
    if (!inside.endsWith('.json') || inside === 'signature.json') continue;
    try {
      files[inside] = JSON.parse(await file.text()) as Json;
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : '';
      throw new SpokenFailure(msg(str`${path} 不是正确的 JSON：${why}`, { id: 'pkg-json-wrong' }));
    }
  }
  return files;
}

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** Files of an input; those of a chosen folder lie below its name. */
export function pickedFiles(list: FileList | null): readonly Picked[] {
  return [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Reads the files that were dropped on the page; of folders, all that is in them. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly Picked[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return pickedFiles(transfer.files);
  return (await Promise.all(entries.map((entry) => filesBelow(entry)))).flat();
}

async function filesBelow(entry: FileSystemEntry): Promise<readonly Picked[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  if (!isFolder(entry) || entry.name.startsWith('.') || entry.name === 'node_modules') return [];
  const reader = entry.createReader();
  const found: FileSystemEntry[] = [];
  // A reader tells a hundred at a time, and nothing at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map((one) => filesBelow(one)))).flat();
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
