import type { Json } from '../common/json.ts';
import type { LayerFiles } from './apply-step.ts';

const changelog = 'CHANGELOG.md';

/** Finds what a package says of its versions: its changelog, however that is spelt. */
export function changelogPath(files: LayerFiles): string | undefined {
  return [...files].find(
    ([path, content]) => /^changelog(\.md|\.txt)?$/i.test(path) && typeof content === 'string',
  )?.[0];
}

/** What a package is, whatever is told of it. */
export function withoutNotes(files: LayerFiles): LayerFiles {
  const path = changelogPath(files);
  return new Map([...files].filter(([one]) => one !== path));
}

/** The files with what is told of a version, above what was told of those before. */
export function withNotes(files: LayerFiles, version: string, notes: string): LayerFiles {
  if (notes.trim() === '') return files;
  const path = changelogPath(files) ?? changelog;
  const before = files.get(path);
  const entry = `# ${version}\n\n${notes.trim()}\n`;
  return new Map<string, Json>([...files, [path, before === undefined ? entry : `${entry}\n${before}`]]);
}
