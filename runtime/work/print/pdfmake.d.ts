/** The part of pdfmake that is used here; it brings no types of its own. */
declare module 'pdfmake' {
  interface PdfMake {
    setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    setProgressCallback(hears: (share: number) => void): void;
    createPdf(document: object): {
      getBuffer(): Promise<Buffer>;
      getStream(): Promise<import('./kit-document.ts').KitDocument>;
    };
  }
  const pdfmake: PdfMake;
  export = pdfmake;
}
