import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Letters of a print, Chinese and Latin: Noto Sans SC, under the SIL Open Font License. */
export const printFont = 'NotoSansSC';

/** The files of its weights, in the package that brings it. */
export const printFontFiles = {
  normal: '400Regular/NotoSansSC_400Regular.ttf',
  bold: '700Bold/NotoSansSC_700Bold.ttf',
} as const;

/** The two weights as files: what is built has them beside it, sources find them where they were installed. */
export function fontFiles(): Readonly<Record<keyof typeof printFontFiles, string>> {
  return { normal: fontFile(printFontFiles.normal), bold: fontFile(printFontFiles.bold) };
}

function fontFile(path: string): string {
  const beside = fileURLToPath(new URL(`./fonts/${path}`, import.meta.url));
  if (existsSync(beside)) return beside;
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${path}`);
}
