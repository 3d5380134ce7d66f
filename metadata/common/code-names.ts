/** The sorts of codes that can be drawn. */
export const codeNames = ['qr', 'datamatrix', 'pdf417', 'code128', 'code39', 'ean13'] as const;
export type CodeName = (typeof codeNames)[number];

/** What people call them, in any language. */
export const codeTitles: Readonly<Record<CodeName, string>> = {
  qr: 'QR',
  datamatrix: 'Data Matrix',
  pdf417: 'PDF417',
  code128: 'Code 128',
  code39: 'Code 39',
  ean13: 'EAN-13',
};
