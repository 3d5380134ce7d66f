import { isLayerFile } from '../../model/source-files.ts';
import type { StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';

/** Whoever writes JSON is told what is wrong with it where it is compiled, as an editor is; only its place is judged. */
export function writeFile(editing: Editing, { path, content }: StepOf<'write-file'>): undefined {
  if (isLayerFile(path)) editing.files.set(path, content);
  else editing.refuse('stray-file', { file: path, near: [] });
}

export function removeFile(editing: Editing, { path }: StepOf<'remove-file'>): undefined {
  if (path === 'package.json') editing.refuse('design-needed', { target: path });
  else if (!editing.files.delete(path)) editing.refuse('set-nothing', { target: path, near: [] });
}
