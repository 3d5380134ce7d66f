import { makeZip } from 'client-zip';
import { xmlText } from '../../metadata/common/xml.ts';

/** The files of an invoice as a bureau hands them out: small, and each what its name says. */
export async function invoiceFile(number: string, format: string): Promise<Uint8Array | null> {
  if (format === 'pdf') return Buffer.from(pdfOf(number));
  if (format === 'xml') return Buffer.from(`<?xml version="1.0"?>\n<Invoice>${xmlText(number)}</Invoice>\n`);
  if (format !== 'ofd') return null;
  const root = `<?xml version="1.0" encoding="UTF-8"?>\n<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:Title>${xmlText(number)}</ofd:Title></ofd:DocInfo></ofd:DocBody></ofd:OFD>`;
  return new Uint8Array(await new Response(makeZip([{ name: 'OFD.xml', input: root }])).arrayBuffer());
}

/** One page that says the number. */
function pdfOf(number: string): string {
  const stream = `BT /F1 12 Tf 20 100 Td (${number.replace(/[()\\]/g, '')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return String(place).padStart(10, '0');
  });
  const table = ['0000000000 65535 f ', ...places.map((place) => `${place} 00000 n `)].join('\n');
  return `${text}xref\n0 ${objects.length + 1}\n${table}\ntrailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}
