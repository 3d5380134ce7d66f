import type { Label } from '../../common/label.ts';

interface FileType {
  /** Media type that it is sent as. */
  readonly media: string;
  /** How names of such files end; the first is given to one without. */
  readonly endings: readonly string[];
  readonly label: Label;
  /** Shown as a picture by every browser. Default: no. */
  readonly picture?: true;
  /** Can carry programs that a browser would run, and is never shown as it is. Default: no. */
  readonly active?: true;
}

const same = (text: string): Label => ({ zh: text, en: text });

/** What files are, told by their content; `other` is all the rest. */
export const fileTypes = {
  pdf: { media: 'application/pdf', endings: ['pdf'], label: same('PDF') },
  ofd: { media: 'application/ofd', endings: ['ofd'], label: same('OFD') },
  png: { media: 'image/png', endings: ['png'], label: same('PNG'), picture: true },
  jpeg: { media: 'image/jpeg', endings: ['jpg', 'jpeg'], label: same('JPEG'), picture: true },
  gif: { media: 'image/gif', endings: ['gif'], label: same('GIF'), picture: true },
  webp: { media: 'image/webp', endings: ['webp'], label: same('WebP'), picture: true },
  tiff: { media: 'image/tiff', endings: ['tif', 'tiff'], label: same('TIFF') },
  heic: { media: 'image/heic', endings: ['heic', 'heif'], label: same('HEIC') },
  bmp: { media: 'image/bmp', endings: ['bmp'], label: same('BMP') },
  xlsx: {
    media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    endings: ['xlsx'],
    label: same('Excel'),
  },
  docx: {
    media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
    label: same('Word'),
  },
  pptx: {
    media: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    endings: ['pptx'],
    label: same('PowerPoint'),
  },
  office: {
    media: 'application/x-cfb',
    endings: ['doc', 'xls', 'ppt', 'msg', 'wps', 'et'],
    label: { zh: '旧版 Office 文件', en: 'Former Office files' },
  },
  zip: { media: 'application/zip', endings: ['zip'], label: same('ZIP') },
  text: {
    media: 'text/plain',
    endings: ['txt', 'csv', 'json', 'md', 'log'],
    label: { zh: '纯文本', en: 'Plain text' },
  },
  xml: { media: 'application/xml', endings: ['xml'], label: same('XML'), active: true },
  svg: { media: 'image/svg+xml', endings: ['svg'], label: same('SVG'), active: true },
  html: { media: 'text/html', endings: ['html', 'htm'], label: same('HTML'), active: true },
  other: {
    media: 'application/octet-stream',
    endings: [],
    label: { zh: '其他文件', en: 'Other files' },
    active: true,
  },
} as const satisfies Readonly<Record<string, FileType>>;

export type FileTypeName = keyof typeof fileTypes;

export const fileTypeNames = Object.keys(fileTypes) as readonly FileTypeName[];

/** The facts of a type by its name; of a name that nobody knows, those of all the rest. */
export function fileType(name: string): FileType {
  return Object.hasOwn(fileTypes, name) ? fileTypes[name as FileTypeName] : fileTypes.other;
}

/** Types that a field takes where it says none: all that a browser can be handed without harm, or of pictures. */
export const usualTypes: Readonly<Record<'file' | 'image', readonly FileTypeName[]>> = {
  file: fileTypeNames.filter((name) => !fileType(name).active || name === 'xml'),
  image: fileTypeNames.filter((name) => fileType(name).picture),
};
