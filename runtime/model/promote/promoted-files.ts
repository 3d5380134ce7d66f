import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { isObject } from '../../../metadata/common/json.ts';
import type { LayerFiles } from '../../../metadata/merge/merge-layers.ts';
import {
  promotedContentsFolder,
  promotedFolder,
  signatureFile,
} from '../../../metadata/model/source-files.ts';
import type { SharingStrategy } from '../../../metadata/source.ts';

const inside = `${promotedFolder}/`;
const recordsFolder = 'records/';
/** The file with the values of parameters, by place. */
export const valuesFile = 'values.json';

/** A record as it goes from one system to another: everything by numbers and field ids. */
export interface PromotedRecord {
  /** Number of the organisation that owns it. */
  readonly org: string;
  /** Null: its form is not shared. */
  readonly sharing: SharingStrategy | null;
  readonly enabled: boolean;
  /** Numbers of organisations. */
  readonly assigned: readonly string[];
  readonly values: JsonObject;
}

/** In the place of a secret, which never travels. */
export const secretStaysHere: Json = { $secret: true };

export function isSecretMark(value: Json | undefined): boolean {
  return isObject(value) && value['$secret'] === true;
}

/** All that a package carries of somebody's own, by paths without its folder. */
export function promotedFiles(files: ReadonlyMap<string, Json>): LayerFiles {
  return new Map(
    [...files].flatMap(([path, content]) =>
      path.startsWith(inside) && !path.startsWith(promotedContentsFolder)
        ? [[path.slice(inside.length), content] as const]
        : [],
    ),
  );
}

/** Contents of the files of its records, by their digests, in base64. */
export function promotedContents(files: ReadonlyMap<string, Json>): ReadonlyMap<string, string> {
  return new Map(
    [...files].flatMap(([path, content]) =>
      path.startsWith(promotedContentsFolder)
        ? [[path.slice(promotedContentsFolder.length), String(content)] as const]
        : [],
    ),
  );
}

/** Answers the files of a customer's layer that travel. */
export function layerFiles(files: ReadonlyMap<string, Json>): LayerFiles {
  return new Map([...files].filter(([path]) => path.includes('/') && path !== signatureFile));
}

export function isContent(path: string): boolean {
  return path === valuesFile || path.startsWith(recordsFolder);
}

export function recordsPath(form: string): string {
  return `${recordsFolder}${form}.json`;
}

/** Records of a form, as a file of them has them. */
export function recordsOf(content: Json | undefined): ReadonlyMap<string, PromotedRecord> {
  const records = isObject(content) ? content['records'] : undefined;
  return new Map(Object.entries(isObject(records) ? records : {})) as never;
}

export function formIn(content: Json | undefined): string {
  return isObject(content) ? String(content['form'] ?? '') : '';
}

export function membersIn(content: Json | undefined, member: string): JsonObject {
  const found = isObject(content) ? content[member] : undefined;
  return isObject(found) ? found : {};
}
